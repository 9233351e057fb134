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
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

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
        domain.host().shared().driver().features().require(domain.toString(), Feature.HOT_PLUG);
        boolean definitionToo = Set.of(flags).contains(PlugFlag.DEFINITION);
        if (definitionToo) {
            domain.requirePersistent("changing the definition");
        }
        return definitionToo;
    }

    Disk attach(DiskSpec disk) {
        requireHonoured(spec -> spec.disk(disk));
        return domain.transitions().whileActive("attaching a disk", Feature.HOT_PLUG, ref -> {
            List<String> documents = documents(ref);
            Set<String> taken = known(documents, Devices::targets);
            DiskSpec named = disk.target().isPresent() ? disk : disk.target(DiskSpec.freeTarget(taken));
            String target = named.target().orElseThrow();
            requireFree(taken, target, "disk.target");
            attach(ref, documents, spec -> spec.disk(named), Devices.text(named));
            return new DiskHandle(domain, target);
        });
    }

    Nic attach(NicSpec nic) {
        requireHonoured(spec -> spec.nic(nic));
        NicSpec named = nic.mac().isPresent() ? nic : nic.mac(MacAddress.random());
        MacAddress mac = named.mac().orElseThrow();
        return domain.transitions().whileActive("attaching a network card", Feature.HOT_PLUG, ref -> {
            List<String> documents = documents(ref);
            requireFree(known(documents, Devices::macs), mac.toString(), "nic.mac");
            attach(ref, documents, spec -> spec.nic(named), Devices.text(named));
            return new NicHandle(domain, mac);
        });
    }

    /** Of what is to have it: the machine, and the definition perhaps. */
    private List<String> documents(DomainRef ref) throws LibvirtFailure {
        return definitionToo ? List.of(ref.xml(0), ref.whole()) : List.of(ref.xml(0));
    }

    private static Set<String> known(List<String> documents, Function<String, Set<String>> names) {
        return documents.stream().flatMap(xml -> names.apply(xml).stream()).collect(Collectors.toSet());
    }

    /** A device that the neutral spec cannot say, a CD drive for example, has its name all the same. */
    private void requireFree(Set<String> taken, String name, String path) {
        if (taken.contains(name)) {
            throw new InvalidSpecException(
                    "a device for " + domain,
                    List.of(SpecFault.of(path, name, "another device of the domain has it", "choose another")));
        }
    }

    private void attach(DomainRef ref, List<String> documents, Consumer<DomainSpec.Builder> addition, String xml)
            throws LibvirtFailure {
        for (String document : documents) {
            DomainSpec unused = domain.documents().read(document).edit(addition);
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
