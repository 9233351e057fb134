package io.hv.image.vmdk;

import io.hv.image.ImageException;
import io.hv.image.file.ImageFile;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Grains that are compressed: deflate with zlib's header (RFC 1950), behind a marker with the grain's first sector and the
 * length. What they give is bounded by one grain. The last few are kept. Safe for any thread.
 */
final class CompressedGrains {

    private static final int MARKER = 12;
    private static final int KEPT_BYTES = 2 << 20;
    private static final String FIELD = "compressed grain";

    private final ImageFile file;
    private final SparseHeader header;
    private final Map<Long, byte[]> kept;

    CompressedGrains(ImageFile file, SparseHeader header) {
        this.file = file;
        this.header = header;
        int most = Math.max(2, KEPT_BYTES / header.grainBytes());
        kept = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, byte[]> eldest) {
                return size() > most;
            }
        };
    }

    /** A grain's first {@code wanted} bytes or more. */
    ByteBuffer read(long grain, long host, int wanted) {
        synchronized (kept) {
            byte[] known = kept.get(grain);
            if (known != null) {
                return ByteBuffer.wrap(known);
            }
        }
        byte[] bytes = inflate(compressed(grain, host), host, wanted);
        synchronized (kept) {
            byte[] unused = kept.put(grain, bytes);
        }
        return ByteBuffer.wrap(bytes);
    }

    private byte[] compressed(long grain, long host) {
        long room = file.size() - host;
        int most = 2 * header.grainBytes();
        if (!header.has(SparseHeader.MARKERS)) {
            return file.read(FIELD, host, (int) Math.min(room, most)).array();
        }
        ByteBuffer marker = file.read("grain marker", host, MARKER).order(ByteOrder.LITTLE_ENDIAN);
        long sector = grain * (header.grainBytes() / SparseHeader.SECTOR);
        if (marker.getLong(0) != sector) {
            throw file.fault(
                    "grain marker lba",
                    host,
                    Long.toUnsignedString(marker.getLong(0)) + ", and a table says that it is " + sector);
        }
        int size = marker.getInt(Long.BYTES);
        if (size <= 0 || size > most || size > room - MARKER) {
            throw file.fault(
                    "grain marker size",
                    host + Long.BYTES,
                    Integer.toUnsignedString(size) + " bytes, more than two grains or than the file has, or none");
        }
        return file.read(FIELD, host + MARKER, size).array();
    }

    private byte[] inflate(byte[] compressed, long host, int wanted) {
        Inflater inflater = new Inflater();
        try {
            byte[] bytes = new byte[header.grainBytes()];
            inflater.setInput(compressed);
            int done = 0;
            while (done < bytes.length) {
                int n = inflater.inflate(bytes, done, bytes.length - done);
                if (n == 0) {
                    break;
                }
                done += n;
            }
            if (done < wanted) {
                throw fault(host, "it gives only " + done + " bytes", null);
            }
            return bytes;
        } catch (DataFormatException e) {
            throw fault(host, "it is damaged: " + e.getMessage(), e);
        } finally {
            inflater.end();
        }
    }

    private ImageException fault(long host, String why, @Nullable Throwable cause) {
        return new ImageException(file.path(), FIELD, host, why, "", cause);
    }

    /** All that stands in the file of a grain: marker, deflate, and zeros to the end of a sector. */
    ByteBuffer pack(long grain, ByteBuffer plain) {
        byte[] whole = new byte[header.grainBytes()];
        plain.get(whole, 0, plain.remaining());
        ByteArrayOutputStream out = new ByteArrayOutputStream(whole.length / 2);
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(whole);
            deflater.finish();
            byte[] chunk = new byte[1 << 13];
            while (!deflater.finished()) {
                out.write(chunk, 0, deflater.deflate(chunk));
            }
        } finally {
            deflater.end();
        }
        int sectors = (MARKER + out.size() + SparseHeader.SECTOR - 1) / SparseHeader.SECTOR;
        ByteBuffer record = ByteBuffer.allocate(sectors * SparseHeader.SECTOR).order(ByteOrder.LITTLE_ENDIAN);
        record.putLong(grain * (header.grainBytes() / SparseHeader.SECTOR)).putInt(out.size());
        return record.put(out.toByteArray()).clear();
    }
}
