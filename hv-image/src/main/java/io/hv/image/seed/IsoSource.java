package io.hv.image.seed;

import io.hv.image.ImageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file's bytes. */
interface IsoSource {

    /** In bytes. */
    long size();

    /** Writes all of it. A failure that is not of {@code to} is an {@link ImageException}. */
    void copy(long size, OutputStream to) throws IOException;

    /** Bytes that nobody else has. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Bytes(byte[] bytes) implements IsoSource {

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public void copy(long size, OutputStream to) throws IOException {
            to.write(bytes);
        }
    }

    /** Those of a file, by its path. */
    record FromFile(Path path) implements IsoSource {

        private static final long TOO_LARGE = 1L << 32;
        private static final int BUFFER = 1 << 16;

        @Override
        public long size() {
            long size;
            try {
                if (!Files.isRegularFile(path)) {
                    throw fault("it is no file");
                }
                size = Files.size(path);
            } catch (IOException e) {
                throw failed(e);
            }
            if (size >= TOO_LARGE) {
                throw fault("it has " + size + " bytes, and a file of ISO 9660 has less than 4 GiB");
            }
            return size;
        }

        @Override
        public void copy(long size, OutputStream to) throws IOException {
            byte[] buffer = new byte[BUFFER];
            long left = size;
            try (InputStream in = open()) {
                for (int n = read(in, buffer); n >= 0; n = read(in, buffer)) {
                    left -= n;
                    if (left < 0) {
                        break;
                    }
                    to.write(buffer, 0, n);
                }
            }
            if (left != 0) {
                throw fault("it had " + size + " bytes, and has another length now");
            }
        }

        private InputStream open() {
            try {
                return Files.newInputStream(path);
            } catch (IOException e) {
                throw failed(e);
            }
        }

        private int read(InputStream in, byte[] buffer) {
            try {
                return in.read(buffer);
            } catch (IOException e) {
                throw failed(e);
            }
        }

        private ImageException fault(String why) {
            return new ImageException(path, "file", -1, why, "", null);
        }

        private ImageException failed(IOException e) {
            return new ImageException(path, "file", -1, "cannot be read: " + e, "", e);
        }
    }
}
