package io.hv.xml.virsh;

import io.hv.ByteSize;
import io.hv.DiskFormat;
import io.hv.DiskSource;
import io.hv.HostPath;
import io.hv.VolumeSpec;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Random volumes. */
final class VolumeSpecs {

    private static final String NAME = "abcXYZ019 -_.+:@'\"<>&;%$#\u00e4\u540d";
    private static final String FOLDER = "abcXYZ019 -_.+'\"<>&%,:";

    private static final List<DiskFormat> STANDING = List.of(
            DiskFormat.QCOW2,
            new DiskFormat("vmdk"),
            new DiskFormat("vdi"),
            new DiskFormat("vpc"),
            new DiskFormat("qed"));

    private final Random random;

    private VolumeSpecs(Random random) {
        this.random = random;
    }

    /** Any. */
    static Arbitrary<VolumeSpec> any() {
        return Arbitraries.randomValue(VolumeSpecs::of);
    }

    /** The next one. */
    static VolumeSpec of(Random random) {
        return new VolumeSpecs(random).volume();
    }

    private VolumeSpec volume() {
        ByteSize capacity = ByteSize.bytes(512L * (1 + random.nextInt(1 << (1 + random.nextInt(24)))));
        VolumeSpec.Builder spec = VolumeSpec.of("v" + text(NAME), capacity);
        if (random.nextBoolean()) {
            spec.format(format());
            if (random.nextBoolean()) {
                String file = "/" + text(FOLDER) + "/" + text(FOLDER);
                DiskFormat other = random.nextBoolean() ? DiskFormat.RAW : format();
                spec.backing(DiskSource.file(HostPath.of(file)).format(other));
                if (random.nextInt(3) == 0) {
                    return spec.capacityOfBacking().build();
                }
            }
        }
        if (random.nextBoolean()) {
            long most = capacity.bytes();
            spec.reserved(random.nextBoolean() ? capacity : ByteSize.bytes(Math.floorMod(random.nextLong(), most)));
        }
        return spec.build();
    }

    private DiskFormat format() {
        return STANDING.get(random.nextInt(STANDING.size()));
    }

    private String text(String letters) {
        return random.ints(1 + random.nextInt(30), 0, letters.length())
                .mapToObj(i -> letters.substring(i, i + 1))
                .reduce("", String::concat);
    }
}
