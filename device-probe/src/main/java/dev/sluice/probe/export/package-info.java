/**
 * Results of a run in the files of other tools: lm-eval, JUnit, llama-bench, promptfoo.
 *
 * <p>Knows results and those formats; runs nothing and sends nothing. Files stay with the person
 * who asked for them, and hold answers only when that person asked for answers.
 */
@NullMarked
package dev.sluice.probe.export;

import org.jspecify.annotations.NullMarked;
