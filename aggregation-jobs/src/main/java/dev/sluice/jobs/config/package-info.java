/**
 * What can be chosen about the job, checked before anything starts. It must not know how choices
 * are written on a command line.
 */
@NullMarked
package dev.sluice.jobs.config;

import org.jspecify.annotations.NullMarked;
