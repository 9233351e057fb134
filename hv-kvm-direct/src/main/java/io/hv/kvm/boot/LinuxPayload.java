package io.hv.kvm.boot;

import static io.hv.kvm.boot.BootException.hex;

import io.hv.image.codec.Codec;
import io.hv.image.codec.CodecException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;

/**
 * The vmlinux that a bzImage carries, packed, for its own decompressor (Linux, Documentation/arch/x86/boot.rst,
 * payload_offset). Its last four bytes are the size of what it unpacks to, whatever the codec.
 */
final class LinuxPayload {

    /** ELF headers lie at the start of a vmlinux; what else it has is read in one go. */
    private static final int HEAD_SIZE = 1 << 13;

    private final BootFile kernel;
    private final long offset;
    private final long length;
    private final Codec codec;
    private final long unpackedSize;

    private LinuxPayload(BootFile kernel, long offset, long length, Codec codec, long unpackedSize) {
        this.kernel = kernel;
        this.offset = offset;
        this.length = length;
        this.codec = codec;
        this.unpackedSize = unpackedSize;
    }

    /** Finds the payload; nothing where the kernel says that it has none, or packs it in a way that is not known. */
    static Optional<LinuxPayload> of(BootFile kernel, LinuxHeader header) {
        long length = header.compressedSize();
        if (header.compressedOffset() == 0 || length <= Codec.MAGIC_SIZE + Integer.BYTES) {
            return Optional.empty();
        }
        if (header.compressedOffset() > header.payloadSize()
                || length > header.payloadSize() - header.compressedOffset()) {
            throw new BootException(
                    kernel.name(),
                    "its packed kernel at " + hex(header.compressedOffset()) + " with " + length
                            + " bytes is not all in the protected-mode part of " + header.payloadSize(),
                    "the file is damaged: fetch it again");
        }
        long offset = header.payloadOffset() + header.compressedOffset();
        byte[] start =
                kernel.part(offset, Codec.MAGIC_SIZE, "the packed kernel").array();
        long size = Integer.toUnsignedLong(
                kernel.part(offset + length - Integer.BYTES, Integer.BYTES, "the unpacked kernel's size")
                        .getInt(0));
        return Codec.detect(start).map(codec -> new LinuxPayload(kernel, offset, length, codec, size));
    }

    /** How it is packed. */
    Codec codec() {
        return codec;
    }

    /** What to do with the unpacked kernel. */
    @FunctionalInterface
    interface Use<T> {
        T with(BootFile vmlinux);
    }

    /**
     * Unpacks it as it is read.
     *
     * @param most the largest that it may be
     * @throws BootException if it is damaged, too large, or its codec's library is missing
     */
    <T> T unpack(long most, Use<T> use) {
        if (unpackedSize > most) {
            throw new BootException(
                    kernel.name(),
                    "it unpacks to " + unpackedSize + " bytes, and the domain has " + most,
                    "give the domain more memory");
        }
        // gzip has the size at its own end, where it belongs to the stream; the others have it behind.
        long end = codec == Codec.GZIP ? length : length - Integer.BYTES;
        try (InputStream in = codec.decode(Channels.newInputStream(new Part(offset, end)), unpackedSize)) {
            ForwardInput forward = new ForwardInput(in, HEAD_SIZE);
            T result = use.with(BootFile.of(kernel.name() + " unpacked", unpackedSize, forward));
            forward.drain();
            return result;
        } catch (CodecException e) {
            throw new BootException(
                    kernel.name(),
                    "it cannot be unpacked: " + e.getMessage(),
                    "fetch it again, or do not unpack it",
                    e);
        } catch (IOException e) {
            throw new BootException(
                    kernel.name(), "it cannot be read: " + e.getMessage(), "see what its disk or folder has", e);
        }
    }

    /** A part of the file as a channel. */
    private final class Part implements ReadableByteChannel {

        private long at;
        private final long end;

        Part(long offset, long length) {
            at = offset;
            end = offset + length;
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            int n = (int) Math.min(into.remaining(), end - at);
            if (n == 0) {
                return at == end ? -1 : 0;
            }
            try {
                into.put(kernel.part(at, n, "the packed kernel").order(ByteOrder.LITTLE_ENDIAN));
            } catch (BootException e) {
                // What keeps the file from being read is no damage of what it holds.
                if (e.getCause() instanceof IOException unreadable) {
                    throw unreadable;
                }
                throw e;
            }
            at += n;
            return n;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // The file is the caller's.
        }
    }
}
