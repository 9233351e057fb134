package io.hv.kvm.boot;

import io.hv.guests.SmallGuests;
import io.hv.image.codec.Codec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Good images, and the same cut short or with one bit flipped in their headers, by a seed. */
public final class DamagedImages {

    /**
     * An image and where its headers are.
     *
     * @param loader what reads it
     * @param name for messages
     * @param bytes all of it
     * @param from the first byte of the headers
     * @param to the first byte behind them
     */
    public record Image(Loader loader, String name, ByteBuffer bytes, int from, int to) {

        @Override
        public String toString() {
            return loader + " " + name;
        }

        /** Cut at places by chance, near the headers half of the time. */
        public List<ByteBuffer> cuts(int count) {
            Random random = new Random(count);
            List<ByteBuffer> cuts = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int reach = i % 2 == 0 ? Math.min(bytes.limit(), 2 * to) : bytes.limit();
                cuts.add(bytes.slice(0, random.nextInt(reach)));
            }
            return cuts;
        }

        /** A copy with one bit of the headers flipped. */
        public ByteBuffer flipped(int seed) {
            ByteBuffer copy =
                    ByteBuffer.allocate(bytes.limit()).put(bytes.duplicate()).flip();
            Random random = new Random(seed);
            int at = from + random.nextInt(to - from);
            return copy.put(at, (byte) (copy.get(at) ^ 1 << random.nextInt(8)));
        }
    }

    private static final int SETUP_HEADER = 0x1f1;
    private static final int SETUP_HEADER_END = 0x270;

    private DamagedImages() {}

    /** Images of a few KiB, of every kind. */
    public static List<Image> small() {
        List<Image> all = new ArrayList<>(List.of(
                image(Loader.ELF, "elf32", SmallGuests.helloElf32().bytes(), 0, 120),
                image(Loader.ELF, "elf64", SmallGuests.helloElf64().bytes(), 0, 180),
                image(Loader.MULTIBOOT, "elf", SmallGuests.multibootElf().bytes(), 0, 120),
                image(Loader.MULTIBOOT, "flat", SmallGuests.multibootFlat().bytes(), 0, 32),
                image(Loader.LINUX, "pvh", SmallGuests.pvh().bytes(), 0, 116),
                image(Loader.LINUX, "pvh notes", SmallGuests.pvh().bytes(), 0x1000, 0x1014),
                image(Loader.LINUX, "bzImage", FakeKernel.plain(), SETUP_HEADER, SETUP_HEADER_END)));
        for (Codec codec : Codec.values()) {
            byte[] packed = PackedKernel.of(codec, SmallGuests.helloElf64().bytes());
            all.add(image(Loader.UNPACKING, codec + " header", packed, SETUP_HEADER, SETUP_HEADER_END));
            all.add(image(Loader.UNPACKING, codec + " payload", packed, PackedKernel.AT, packed.length));
        }
        return all;
    }

    /** A stock kernel's file. */
    public static Image bzImage(Loader loader, ByteBuffer file) {
        return new Image(loader, "stock kernel", file, SETUP_HEADER, SETUP_HEADER_END);
    }

    private static Image image(Loader loader, String name, byte[] bytes, int from, int to) {
        return new Image(loader, name, ByteBuffer.wrap(bytes), from, to);
    }
}
