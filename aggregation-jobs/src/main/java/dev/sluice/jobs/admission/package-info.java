/**
 * Reports as the job holds them, admitted or refused, in types that Flink serialises. The rules are
 * in the module {@code admission}; it must not know which reports came before.
 */
@NullMarked
package dev.sluice.jobs.admission;

import org.jspecify.annotations.NullMarked;
