/**
 * Puts a chat into the form that a model was trained on, by the template that its file brings
 * along.
 *
 * <p>The only package that knows Jinja. A template comes from a stranger: it reaches no Java
 * object, and size, depth, steps and time are bounded. It must not know engines, files or suites.
 */
@NullMarked
package dev.sluice.probe.chat;

import org.jspecify.annotations.NullMarked;
