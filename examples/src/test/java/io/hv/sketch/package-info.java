/**
 * What is to come, as code that compiles: the shape of types that have no working backend yet, and the journeys that
 * they are for. docs/api-sketch.md is cut from the journeys. Nothing here runs. A type leaves this package for
 * {@code io.hv} with its first working backend.
 */
@NullMarked
package io.hv.sketch;

import org.jspecify.annotations.NullMarked;
