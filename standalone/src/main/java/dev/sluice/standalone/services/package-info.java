/**
 * Puts the services together in one process: what is started in which order, with which addresses,
 * and stopped in reverse. It must not know the command line, nor any rule of the services.
 */
@NullMarked
package dev.sluice.standalone.services;

import org.jspecify.annotations.NullMarked;
