package io.hv.kvm.backend;

import io.hv.CloneItem;
import io.hv.DiskSpec;
import io.hv.DomainSpec;
import io.hv.NicSpec;
import io.hv.SpecFault;
import io.hv.backend.CloneFacts;
import io.hv.kvm.KvmOptions;
import java.util.ArrayList;
import java.util.List;

/** What is to be told of clones: what they get anew, and what nobody outside the guest can change. */
final class CloneNotes {

    private CloneNotes() {}

    /**
     * Of a machine.
     *
     * @param once how many pages were copied for all
     * @param pages how many each clone copies
     */
    static CloneFacts of(DomainSpec spec, long once, long pages) {
        List<CloneItem> reset = new ArrayList<>();
        List<CloneItem> kept = new ArrayList<>();
        for (DiskSpec disk : spec.disks()) {
            String what = "disk:" + disk.target().orElseThrow();
            if (disk.isReadOnly()) {
                kept.add(CloneItem.of(what, "read-only, and shared"));
            } else {
                reset.add(CloneItem.of(
                        what, "an overlay of its own on the original's disk as it was; it is gone with the clone"));
            }
        }
        for (NicSpec nic : spec.nics()) {
            kept.add(CloneItem.of(
                    "nic:" + nic.mac().orElseThrow(),
                    "MAC unchanged in guest, and its addresses: its port is on a segment of its own, until"
                            + " KvmDomain.freshAddresses"));
        }
        reset.add(CloneItem.of(
                "vm-generation-id",
                "16 new random bytes, and the guest is told; Linux makes its random numbers anew if it has the driver"
                        + " (vmgenid)"));
        reset.add(CloneItem.of("ports", "each port of the virtio console is the clone's own, as its console is"));
        if (spec.hasAgent()) {
            reset.add(CloneItem.of(
                    "agent",
                    "its channel is the clone's own; what was on its way to the original's agent does not come"));
        }
        if (spec.options(KvmOptions.class)
                .filter(options -> options.vsock().isPresent())
                .isPresent()) {
            reset.add(CloneItem.of(
                    "vsock", "connections are the original's; the clone's guest is told that its are over"));
            kept.add(CloneItem.of("vsock-cid", "the guest's context id: nobody but the guest itself asks for it"));
        }
        spec.options(KvmOptions.class).map(KvmOptions::forwards).orElse(List.of()).stream()
                .map(forward ->
                        CloneItem.of("forward:" + forward, "a free port of the host's, see KvmDomain.forwards()"))
                .forEach(reset::add);
        kept.add(CloneItem.of(
                "memory",
                "all that the guest's programs have drawn before: random numbers, keys, machine-id, host name"));
        kept.add(CloneItem.of(
                "smbios", "the UUID and the serial number in the guest's firmware tables, until it is reset"));
        kept.add(CloneItem.of("serial", "the disks' serial numbers, which the guest may find them by"));
        kept.add(CloneItem.of("input", "what was typed and not read yet is read by the original and by each clone"));
        return new CloneFacts(reset, kept, obstacles(spec), once, pages);
    }

    /** What keeps a machine of this spec from having clones. */
    static List<SpecFault> obstacles(DomainSpec spec) {
        List<SpecFault> obstacles = new ArrayList<>();
        KvmOptions options = KvmOptions.of(spec);
        int own = options.devices().size();
        if (own > 0) {
            obstacles.add(SpecFault.of(
                    "KvmOptions.device",
                    own + (own == 1 ? " device" : " devices") + " of your own",
                    "hv does not know their state",
                    "clone machines without them"));
        }
        int shares = options.shares().size();
        if (shares > 0) {
            obstacles.add(SpecFault.of(
                    "KvmOptions.share",
                    shares + (shares == 1 ? " folder" : " folders") + " of the host's",
                    "what the guest has open in there is open in this process only",
                    "clone and save machines without shares, and pass files by a disk"));
        }
        return obstacles;
    }
}
