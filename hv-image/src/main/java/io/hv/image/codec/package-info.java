/**
 * Decoders of compressed streams. What they read is hostile: every decoder is bounded in what it gives and in the memory
 * it takes, and says what is wrong with a stream by one exception, {@link io.hv.image.codec.CodecException}.
 */
@NullMarked
package io.hv.image.codec;

import org.jspecify.annotations.NullMarked;
