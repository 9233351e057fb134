package io.hv.libvirt;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.ToIntFunction;

/** Names and UUIDs, as libvirt's functions take and give them. */
final class NativeNames {

    private static final int UUID_BYTES = 16;

    private NativeNames() {}

    /** Whether libvirt is told of this very name; as a C string others would be another one. */
    static boolean isCString(String name) {
        return name.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(name);
    }

    /** A UUID as libvirt takes it. */
    static byte[] bytes(UUID uuid) {
        return ByteBuffer.allocate(UUID_BYTES)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }

    /** What libvirt writes into 16 bytes, of a handle that holds it: nobody is asked. */
    static UUID uuid(ToIntFunction<byte[]> writer) {
        byte[] bytes = new byte[UUID_BYTES];
        int unused = writer.applyAsInt(bytes);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }
}
