/**
 * Jinja as far as the tasks of lm-eval put documents into words with it: expressions and
 * conditions, pure functions from a document to a text or a value.
 *
 * <p>Not the Jinja that chat templates are rendered with. That one takes loops, assignments and
 * macros, so it needs budgets of steps and time, and it gives texts alone. A task wants lists and
 * numbers out of its expressions, an error for every field that is missing, and Python's methods on
 * lists; and a language that has no loop ends by itself. Anything else of Jinja is refused when a
 * template is read, by name.
 */
@NullMarked
package dev.sluice.authoring.template;

import org.jspecify.annotations.NullMarked;
