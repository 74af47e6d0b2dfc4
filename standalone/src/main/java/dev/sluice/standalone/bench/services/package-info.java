/**
 * What the measured sides need and what is not measured: broker and database, in a process of their
 * own, and the filling and emptying of the reports topic. It must not know who is measured.
 */
@NullMarked
package dev.sluice.standalone.bench.services;

import org.jspecify.annotations.NullMarked;
