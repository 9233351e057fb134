package io.hv.kvm.boot;

import io.hv.guests.SmallGuest;
import io.hv.guests.SmallGuests;
import io.hv.image.codec.Codec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Small good images of every kind. */
final class FuzzSeeds {

    private FuzzSeeds() {}

    static List<byte[]> of(Loader loader) {
        return switch (loader) {
            case ELF ->
                Stream.of(SmallGuests.helloElf32(), SmallGuests.helloElf64(), SmallGuests.pvh())
                        .map(FuzzSeeds::withoutPadding)
                        .toList();
            case MULTIBOOT -> List.of(SmallGuests.multibootFlat().bytes(), withoutPadding(SmallGuests.multibootElf()));
            case LINUX ->
                List.of(
                        small(FakeKernel.plain()),
                        withoutPadding(SmallGuests.pvh()),
                        withoutPadding(SmallGuests.helloElf64()));
            case UNPACKING ->
                Arrays.stream(Codec.values())
                        .map(codec -> small(PackedKernel.of(codec, withoutPadding(SmallGuests.helloElf64()))))
                        .toList();
        };
    }

    /** As few bytes as the headers and the payload take, with little memory wanted. */
    private static byte[] small(byte[] bzImage) {
        ByteBuffer file = ByteBuffer.wrap(bzImage).order(ByteOrder.LITTLE_ENDIAN);
        int payload = Math.max(0x300, PackedKernel.OFFSET + file.getInt(0x24c)) + 15 & -16;
        byte[] small = Arrays.copyOf(bzImage, 0x400 + payload);
        System.arraycopy(bzImage, FakeKernel.PAYLOAD_OFFSET, small, 0x400, payload);
        Arrays.fill(small, 0, 0x1f1, (byte) 0);
        Arrays.fill(small, 0x290, 0x400, (byte) 0);
        ByteBuffer.wrap(small)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(0x1f1, (byte) 1)
                .putInt(0x1f4, payload >> 4)
                .putLong(0x258, 0x100000)
                .putInt(0x260, 0x10000);
        return small;
    }

    /** Segments lie at page boundaries of the file, which fuzzing has no use for: they are moved together. */
    private static byte[] withoutPadding(SmallGuest guest) {
        byte[] elf = guest.bytes();
        boolean wide = elf[4] == 2;
        ByteBuffer from = ByteBuffer.wrap(elf).order(ByteOrder.LITTLE_ENDIAN);
        int table = wide ? 64 : 52;
        int entry = wide ? 56 : 32;
        int count = from.getShort(wide ? 56 : 44);
        int at = table + count * entry;
        ByteBuffer to = ByteBuffer.allocate(elf.length).order(ByteOrder.LITTLE_ENDIAN);
        to.put(elf, 0, at);
        int last = -1;
        int lastAt = at;
        for (int i = 0; i < count; i++) {
            int header = table + i * entry;
            int offset = from.getInt(header + (wide ? 8 : 4));
            int size = from.getInt(header + (wide ? 32 : 16));
            boolean again = offset == last;
            int place = again ? lastAt : at;
            to.putInt(header + (wide ? 8 : 4), place);
            if (!again) {
                to.position(place).put(elf, offset, size);
                lastAt = place;
                last = offset;
                at += size;
            }
        }
        return Arrays.copyOf(to.array(), at);
    }
}
