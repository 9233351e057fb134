package io.hv.kvm.gdb;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Makes bytes of the packets that go out. */
final class Packets {

    private static final String HEX = "0123456789abcdef";
    private static final int ESCAPED = 0x20;

    private Packets() {}

    /** A packet with its checksum; {@code $}, {@code #}, {@code }} and {@code *} are escaped. */
    static byte[] encode(String payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(payload.length() + 4);
        out.write('$');
        int sum = 0;
        for (byte each : payload.getBytes(StandardCharsets.ISO_8859_1)) {
            int value = each & 0xff;
            if (value == '$' || value == '#' || value == '}' || value == '*') {
                out.write('}');
                sum += '}';
                value ^= ESCAPED;
            }
            out.write(value);
            sum += value;
        }
        out.write('#');
        out.write(HEX.charAt((sum >> 4) & 0xf));
        out.write(HEX.charAt(sum & 0xf));
        return out.toByteArray();
    }
}
