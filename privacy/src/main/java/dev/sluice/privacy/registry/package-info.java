/**
 * The metric registry: what may leave a device, how it is privatised, and how often it is drawn.
 * Pure parsing of text; knows no files and no transport.
 */
@NullMarked
package dev.sluice.privacy.registry;

import org.jspecify.annotations.NullMarked;
