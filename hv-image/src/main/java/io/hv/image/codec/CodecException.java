package io.hv.image.codec;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A compressed stream cannot be decoded: it is damaged, cut short, too large, or its codec is not to be had. */
public final class CodecException extends IOException {

    private final Codec codec;
    private final long offset;
    private final String why;

    CodecException(Codec codec, long offset, String why, @Nullable Throwable cause) {
        super(codec.displayName() + " stream, after " + offset + " compressed bytes: " + why, cause);
        this.codec = codec;
        this.offset = offset;
        this.why = why;
    }

    /** What the stream was taken for. */
    public Codec codec() {
        return codec;
    }

    /** How many bytes of the compressed stream had been read when this was noticed: the fault is not behind them. */
    public long offset() {
        return offset;
    }

    /** What is wrong. */
    public String why() {
        return why;
    }
}
