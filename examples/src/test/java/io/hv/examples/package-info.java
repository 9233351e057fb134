/** The examples do what they say; and what the documents show is what compiles. */
@NullMarked
package io.hv.examples;

import org.jspecify.annotations.NullMarked;
