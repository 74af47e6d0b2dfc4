/**
 * What the results must be, added up in plain Java from what the senders remember and what the
 * reports topic holds, against what the job has published. It must not use any of the job's code.
 */
@NullMarked
package dev.sluice.standalone.chaos.oracle;

import org.jspecify.annotations.NullMarked;
