package io.hv.libvirt;

import io.hv.Disk;
import io.hv.DiskSpec;
import io.hv.DomainSpec;
import io.hv.Feature;
import io.hv.InvalidSpecException;
import io.hv.InvalidStateException;
import io.hv.MacAddress;
import io.hv.Nic;
import io.hv.NicSpec;
import io.hv.PlugFlag;
import io.hv.SpecFault;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Puts devices into a machine that runs. */
final class HotPlug {

    private final DomainHandle domain;
    private final boolean definitionToo;

    private HotPlug(DomainHandle domain, boolean definitionToo) {
        this.domain = domain;
        this.definitionToo = definitionToo;
    }

    /**
     * Looks whether that can be.
     *
     * @throws InvalidStateException if the definition is to be changed, and there is none
     */
    static HotPlug of(DomainHandle domain, PlugFlag... flags) {
        return new HotPlug(domain, changesDefinition(domain, flags));
    }

    /** The same of a device that is to be taken out. */
    static boolean changesDefinition(DomainHandle domain, PlugFlag... flags) {
        requireSupported(domain);
        boolean definitionToo = Set.of(flags).contains(PlugFlag.DEFINITION);
        if (definitionToo) {
            domain.requirePersistent("changing the definition");
        }
        return definitionToo;
    }

    static void requireSupported(DomainHandle domain) {
        domain.shared().driver().features().require(domain.toString(), Feature.HOT_PLUG);
    }

    Disk attach(DiskSpec disk) {
        requireHonoured(spec -> spec.disk(disk));
        return domain.whileActive("attaching a disk", Feature.HOT_PLUG, ref -> {
            List<String> documents = documents(ref);
            DiskSpec named = disk.target().isPresent() ? disk : disk.target(free(documents));
            attach(ref, documents, spec -> spec.disk(named), Devices.text(named));
            return new DiskHandle(domain, named.target().orElseThrow());
        });
    }

    private static String free(List<String> documents) {
        Set<String> taken = new HashSet<>();
        documents.forEach(xml -> taken.addAll(Devices.targets(xml)));
        return DiskSpec.freeTarget(taken);
    }

    Nic attach(NicSpec nic) {
        requireHonoured(spec -> spec.nic(nic));
        NicSpec named = nic.mac().isPresent() ? nic : nic.mac(MacAddress.random());
        return domain.whileActive("attaching a network card", Feature.HOT_PLUG, ref -> {
            attach(ref, documents(ref), spec -> spec.nic(named), Devices.text(named));
            return new NicHandle(domain, named.mac().orElseThrow());
        });
    }

    /** Of what is to have it: the machine, and the definition perhaps. */
    private List<String> documents(DomainRef ref) throws LibvirtFailure {
        return definitionToo ? List.of(ref.xml(0), ref.whole()) : List.of(ref.xml(0));
    }

    private void attach(DomainRef ref, List<String> documents, Consumer<DomainSpec.Builder> addition, String xml)
            throws LibvirtFailure {
        for (String document : documents) {
            DomainSpec unused = DomainXmlReader.read(document).edit(addition);
        }
        ref.attach(xml, definitionToo);
    }

    /** Nothing of what the machine has already is to be found fault with. */
    private void requireHonoured(Consumer<DomainSpec.Builder> addition) {
        List<SpecFault> faults =
                domain.host().check(DomainSpec.named(domain.name()).build().edit(addition));
        if (!faults.isEmpty()) {
            throw new InvalidSpecException("a device for " + domain, faults);
        }
    }
}
