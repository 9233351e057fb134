package io.hv.image.vhdx;

import io.hv.image.block.Guid;
import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * A header; [MS-VHDX] 2.2.2.
 *
 * @param sequence of two headers the one with the larger counts
 * @param fileWriteGuid changes before anything in the file does
 * @param dataWriteGuid changes before the disk does; children know their parent by it
 * @param logGuid what valid entries of the log have; {@link Guid#NONE} where the log is empty
 * @param logOffset in bytes of the file
 */
record VhdxHeader(long sequence, UUID fileWriteGuid, UUID dataWriteGuid, UUID logGuid, long logLength, long logOffset) {

    static final int SIZE = 4096;
    static final String SIGNATURE = "head";

    static final int AT_SEQUENCE = 8;
    static final int AT_FILE_WRITE_GUID = 16;
    static final int AT_DATA_WRITE_GUID = 32;
    static final int AT_LOG_GUID = 48;
    static final int AT_LOG_VERSION = 64;
    static final int AT_VERSION = 66;
    static final int AT_LOG_LENGTH = 68;
    static final int AT_LOG_OFFSET = 72;

    static VhdxHeader of(ByteBuffer in) {
        return new VhdxHeader(
                in.getLong(AT_SEQUENCE),
                Guid.get(in, AT_FILE_WRITE_GUID),
                Guid.get(in, AT_DATA_WRITE_GUID),
                Guid.get(in, AT_LOG_GUID),
                Integer.toUnsignedLong(in.getInt(AT_LOG_LENGTH)),
                in.getLong(AT_LOG_OFFSET));
    }

    ByteBuffer encode() {
        ByteBuffer out = Layout.allocate(SIZE);
        out.putInt(0, Layout.signature(SIGNATURE)).putLong(AT_SEQUENCE, sequence);
        Guid.put(out, AT_FILE_WRITE_GUID, fileWriteGuid);
        Guid.put(out, AT_DATA_WRITE_GUID, dataWriteGuid);
        Guid.put(out, AT_LOG_GUID, logGuid);
        out.putShort(AT_VERSION, (short) 1)
                .putInt(AT_LOG_LENGTH, (int) logLength)
                .putLong(AT_LOG_OFFSET, logOffset);
        Layout.sign(out);
        return out;
    }

    VhdxHeader withLog(UUID guid) {
        return new VhdxHeader(sequence, fileWriteGuid, dataWriteGuid, guid, logLength, logOffset);
    }

    VhdxHeader withWrite(UUID file, UUID data) {
        return new VhdxHeader(sequence, file, data, logGuid, logLength, logOffset);
    }

    VhdxHeader next() {
        return new VhdxHeader(sequence + 1, fileWriteGuid, dataWriteGuid, logGuid, logLength, logOffset);
    }
}
