/** A program outside of hv's modules. */
@NullMarked
package io.hv.consumer;

import org.jspecify.annotations.NullMarked;
