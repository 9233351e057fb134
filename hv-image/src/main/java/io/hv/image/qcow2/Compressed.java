package io.hv.image.qcow2;

import io.hv.image.Compression;
import io.hv.image.ImageException;
import io.hv.image.codec.Codec;
import io.hv.image.codec.Compressor;
import io.hv.image.file.ImageFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Compressed clusters: raw deflate, or a frame of zstd. What they give is bounded by one cluster. The last few are kept,
 * as many small reads go to one. Safe for any thread.
 */
final class Compressed {

    private static final int KEPT_BYTES = 4 << 20;

    private final ImageFile file;
    private final Geometry geometry;
    private final Compression compression;
    private final Map<Long, byte[]> kept;

    Compressed(ImageFile file, Header header) {
        this.file = file;
        geometry = header.geometry();
        compression = header.compression;
        int most = Math.max(2, KEPT_BYTES / geometry.clusterSize());
        kept = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, byte[]> eldest) {
                return size() > most;
            }
        };
    }

    /** All of a cluster's bytes. */
    ByteBuffer read(Entry entry) {
        synchronized (kept) {
            byte[] known = kept.get(entry.bits());
            if (known != null) {
                return ByteBuffer.wrap(known);
            }
        }
        long offset = entry.compressedOffset(geometry);
        int length = (int) Math.min(entry.compressedLength(geometry), Math.max(0, file.size() - offset));
        byte[] compressed = file.read("compressed cluster", offset, length).array();
        byte[] bytes = compression == Compression.ZSTD ? zstd(compressed, offset) : inflate(compressed, offset);
        synchronized (kept) {
            byte[] unused = kept.put(entry.bits(), bytes);
        }
        return ByteBuffer.wrap(bytes);
    }

    /** Where bytes were written or given back, the same entry may mean others. */
    void forget() {
        synchronized (kept) {
            kept.clear();
        }
    }

    private byte[] inflate(byte[] compressed, long offset) {
        Inflater inflater = new Inflater(true);
        try {
            byte[] bytes = new byte[geometry.clusterSize()];
            inflater.setInput(compressed);
            int done = 0;
            while (done < bytes.length) {
                int n = inflater.inflate(bytes, done, bytes.length - done);
                if (n == 0) {
                    throw fault(offset, "it gives only " + done + " bytes", null);
                }
                done += n;
            }
            return bytes;
        } catch (DataFormatException e) {
            throw fault(offset, "it is damaged: " + e.getMessage(), e);
        } finally {
            inflater.end();
        }
    }

    private byte[] zstd(byte[] compressed, long offset) {
        try (InputStream in = Codec.ZSTD.decode(new ByteArrayInputStream(compressed), geometry.clusterSize())) {
            byte[] bytes = in.readNBytes(geometry.clusterSize());
            if (bytes.length < geometry.clusterSize()) {
                throw fault(offset, "it gives only " + bytes.length + " bytes", null);
            }
            return bytes;
        } catch (IOException e) {
            throw fault(offset, String.valueOf(e.getMessage()), e);
        }
    }

    private ImageException fault(long offset, String why, @org.jspecify.annotations.Nullable Throwable cause) {
        return new ImageException(file.path(), "compressed cluster", offset, why, "", cause);
    }

    /** A cluster compressed; null where that does not make it smaller. */
    byte @org.jspecify.annotations.Nullable [] compress(byte[] cluster) {
        try {
            return Compressor.compress(compression == Compression.ZSTD, cluster);
        } catch (IOException e) {
            throw new ImageException(file.path(), "compression_type", -1, String.valueOf(e.getMessage()), "", e);
        }
    }
}
