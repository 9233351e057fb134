package io.hv.image.vhdx;

import io.hv.image.file.ImageFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The two headers of a file, of which one counts and the other is there to be written next. */
final class Headers {

    static final String MAGIC = "vhdxfile";
    static final long[] OFFSETS = {Layout.KIB_64, 2L * Layout.KIB_64};

    /** All of it is read where it is in use; others make logs of 1 MiB. */
    private static final long MOST_LOG = 64L * Layout.MIB;

    private final ImageFile file;
    private int current;
    private VhdxHeader header;

    private Headers(ImageFile file, int current, VhdxHeader header) {
        this.file = file;
        this.current = current;
        this.header = header;
    }

    /** Reads and checks them. */
    static Headers read(ImageFile file) {
        long size = file.size();
        if (size < Layout.MIB || size > Layout.MOST_OFFSET) {
            throw file.fault("file", -1, size + " bytes, not from 1 MiB to 128 TiB");
        }
        if (!StandardCharsets.US_ASCII
                .decode(file.read("signature", 0, 8))
                .toString()
                .equals(MAGIC)) {
            throw file.fault("signature", 0, "this is no VHDX image");
        }
        ByteBuffer first = read(file, 0);
        ByteBuffer second = read(file, 1);
        boolean firstIsGood = Layout.isSigned(first, VhdxHeader.SIGNATURE);
        boolean secondIsGood = Layout.isSigned(second, VhdxHeader.SIGNATURE);
        if (!firstIsGood && !secondIsGood) {
            throw file.fault("header", OFFSETS[0], "neither of the two has its signature and its checksum");
        }
        int current = firstIsGood ? 0 : 1;
        if (firstIsGood && secondIsGood) {
            int order =
                    Long.compareUnsigned(first.getLong(VhdxHeader.AT_SEQUENCE), second.getLong(VhdxHeader.AT_SEQUENCE));
            if (order == 0 && !first.equals(second)) {
                throw file.fault(
                        "SequenceNumber",
                        OFFSETS[0] + VhdxHeader.AT_SEQUENCE,
                        "both headers have the same, and differ");
            }
            current = order < 0 ? 1 : 0;
        }
        ByteBuffer in = current == 0 ? first : second;
        check(file, OFFSETS[current], in, size);
        return new Headers(file, current, VhdxHeader.of(in));
    }

    private static ByteBuffer read(ImageFile file, int which) {
        return file.read("header", OFFSETS[which], VhdxHeader.SIZE).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void check(ImageFile file, long offset, ByteBuffer in, long size) {
        if (in.getShort(VhdxHeader.AT_VERSION) != 1) {
            throw file.fault(
                    "Version", offset + VhdxHeader.AT_VERSION, (int) in.getChar(VhdxHeader.AT_VERSION) + ", not 1");
        }
        if (in.getShort(VhdxHeader.AT_LOG_VERSION) != 0) {
            throw file.fault(
                    "LogVersion",
                    offset + VhdxHeader.AT_LOG_VERSION,
                    (int) in.getChar(VhdxHeader.AT_LOG_VERSION) + ", not 0");
        }
        VhdxHeader header = VhdxHeader.of(in);
        if (header.logLength() == 0 || header.logLength() % Layout.MIB != 0 || header.logLength() > MOST_LOG) {
            throw file.fault(
                    "LogLength",
                    offset + VhdxHeader.AT_LOG_LENGTH,
                    header.logLength() + ", not a multiple of 1 MiB up to 64 MiB");
        }
        if (header.logOffset() < Layout.MIB
                || header.logOffset() % Layout.MIB != 0
                || header.logOffset() > size - header.logLength()) {
            throw file.fault(
                    "LogOffset",
                    offset + VhdxHeader.AT_LOG_OFFSET,
                    Long.toUnsignedString(header.logOffset()) + ", not a multiple of 1 MiB with the log in the file");
        }
    }

    /** The one that counts. */
    VhdxHeader current() {
        return header;
    }

    /** Where it stands. */
    long offset() {
        return OFFSETS[current];
    }

    /** Makes both say the same, one after the other: each by itself is enough for whoever opens the file. */
    void update(VhdxHeader next) {
        header = next;
        for (int i = 0; i < OFFSETS.length; i++) {
            VhdxHeader written = header.next();
            file.write("header", OFFSETS[1 - current], written.encode());
            file.force();
            header = written;
            current = 1 - current;
        }
    }
}
