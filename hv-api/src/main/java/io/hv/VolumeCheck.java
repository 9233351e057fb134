package io.hv;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with a volume, whatever host it is for. */
final class VolumeCheck {

    private VolumeCheck() {}

    /** Every fault. */
    static List<SpecFault> faults(VolumeSpec spec) {
        List<SpecFault> faults = new ArrayList<>();
        DomainName.check(spec.name()).ifPresent(faults::add);
        if (spec.backing().isPresent() && spec.format().equals(DiskFormat.RAW)) {
            faults.add(SpecFault.of(
                    "backing",
                    spec.backing().get().toString(),
                    "a raw volume stands on nothing",
                    "use another format, for example qcow2"));
        }
        if (spec.capacity().isPresent()) {
            capacity(spec, spec.capacity().get(), faults);
        } else if (spec.backing().isEmpty()) {
            faults.add(
                    SpecFault.of("capacity", "", "nothing says how large it is", "give it a capacity, or a backing"));
        } else if (spec.reserved().bytes() > 0) {
            reserved(spec, "it is not known how large it is", faults);
        }
        return faults;
    }

    private static void capacity(VolumeSpec spec, ByteSize capacity, List<SpecFault> faults) {
        if (capacity.bytes() == 0 || capacity.bytes() % Disk.SECTOR != 0) {
            faults.add(SpecFault.of(
                    "capacity",
                    capacity.toString(),
                    "a disk has sectors of 512 bytes, and one at least",
                    "give it a multiple of 512 bytes"));
        }
        if (spec.reserved().compareTo(capacity) > 0) {
            reserved(spec, "that is more than its capacity", faults);
        }
    }

    private static void reserved(VolumeSpec spec, String why, List<SpecFault> faults) {
        faults.add(
                SpecFault.of("reserved", spec.reserved().toString(), why, "reserve at most a capacity that is given"));
    }
}
