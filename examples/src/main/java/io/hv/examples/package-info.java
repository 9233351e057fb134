/** Programs as a user of hv writes them, each with its test. */
@NullMarked
package io.hv.examples;

import org.jspecify.annotations.NullMarked;
