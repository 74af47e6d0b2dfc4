/** Files of secrets, or of their hashes. Must not know what a line of one says. */
@NullMarked
package dev.sluice.secrets.file;

import org.jspecify.annotations.NullMarked;
