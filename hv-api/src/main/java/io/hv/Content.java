package io.hv;

import java.util.Arrays;
import java.util.Optional;

/** Bytes that a host needs, such as a kernel: either a file on the host, or the bytes themselves. Immutable. */
public final class Content {

    private final Optional<HostPath> file;
    private final byte[] bytes;

    private Content(Optional<HostPath> file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /** A file on the host, read when the domain starts. */
    public static Content file(HostPath path) {
        return new Content(Optional.of(path), new byte[0]);
    }

    /** The bytes themselves, copied. Not every host takes them: {@link Feature#CONTENT_BYTES}. */
    public static Content bytes(byte[] bytes) {
        return new Content(Optional.empty(), bytes.clone());
    }

    /** The file, or nothing where the bytes were given. */
    public Optional<HostPath> file() {
        return file;
    }

    /** A copy of the bytes, or nothing where a file was given. */
    public Optional<byte[]> bytes() {
        return file.isPresent() ? Optional.empty() : Optional.of(bytes.clone());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Content that && file.equals(that.file) && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * file.hashCode() + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return file.map(HostPath::toString).orElseGet(() -> bytes.length + " bytes");
    }
}
