/** What every study of the bench is given and what it hands back. It must not know any study. */
@NullMarked
package dev.sluice.standalone.bench.study;

import org.jspecify.annotations.NullMarked;
