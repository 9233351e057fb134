package io.hv.image;

import io.hv.HypervisorException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** An image cannot be opened, read, written or made: it is damaged, refused, in use, or its file fails. */
public final class ImageException extends HypervisorException {

    private static final long serialVersionUID = 1L;

    /** What stands in the way, where a program may want to know. */
    public enum Reason {
        /** The format has no such thing, or hv cannot do it with that format. */
        UNSUPPORTED,
        /** Another file is named, and the format of the image that names it was only guessed. */
        GUESSED_FORMAT,
        /** Another file is named that the {@link BackingPolicy} does not allow. */
        NOT_ALLOWED,
        /** Anything else. */
        OTHER
    }

    private final transient Path file;
    private final String field;
    private final long offset;
    private final Reason reason;

    /**
     * Names what and where.
     *
     * @param field in the words of the format's specification, for example {@code cluster_bits}; {@code file} where the
     *     file as a whole is meant
     * @param offset of the field or of the access, in bytes of the file; -1 where there is none
     * @param why what is wrong with it
     * @param remedy what to do about it; may be empty
     */
    public ImageException(Path file, String field, long offset, String why, String remedy, @Nullable Throwable cause) {
        this(file, field, offset, why, remedy, Reason.OTHER, cause);
    }

    /** The same, with a reason that a program can tell. */
    public ImageException(
            Path file, String field, long offset, String why, String remedy, Reason reason, @Nullable Throwable cause) {
        super(file + ": " + field + (offset < 0 ? "" : " at offset " + offset) + ": " + why, remedy, cause);
        this.file = file;
        this.field = field;
        this.offset = offset;
        this.reason = reason;
    }

    /** The file at fault, which may be one of the backing chain. */
    public Path file() {
        return file;
    }

    /** What is wrong in it, in the words of the format's specification. */
    public String field() {
        return field;
    }

    /** What stands in the way. */
    public Reason reason() {
        return reason;
    }

    /** Where that is, in bytes of the file; -1 where it is nowhere in it. */
    public long offset() {
        return offset;
    }
}
