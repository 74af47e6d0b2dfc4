/**
 * What a report costs the gateway, beside a bare producer of the same bytes; and what the gateway
 * does with more than it can take. It must not know how the gateway works.
 */
@NullMarked
package dev.sluice.standalone.bench.gateway;

import org.jspecify.annotations.NullMarked;
