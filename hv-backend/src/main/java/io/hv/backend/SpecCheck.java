package io.hv.backend;

import io.hv.Boot;
import io.hv.Content;
import io.hv.DiskBus;
import io.hv.DiskFormat;
import io.hv.DiskSpec;
import io.hv.DomainSpec;
import io.hv.Feature;
import io.hv.InvalidSpecException;
import io.hv.SpecFault;
import io.hv.Support;
import io.hv.UnsupportedFeatureException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What is said of a spec in the same words on every backend. */
public final class SpecCheck {

    private SpecCheck() {}

    /**
     * An edit changes what a domain is, and not which one it is.
     *
     * @throws InvalidSpecException if the name or the UUID is another; with both faults
     */
    public static void requireSameIdentity(DomainSpec before, DomainSpec after) {
        List<SpecFault> faults = new ArrayList<>();
        if (!before.name().equals(after.name())) {
            faults.add(SpecFault.of("name", after.name(), "a domain keeps its name", "define another one"));
        }
        if (!before.uuid().equals(after.uuid())) {
            faults.add(SpecFault.of(
                    "uuid",
                    after.uuid().map(UUID::toString).orElse(""),
                    "a domain keeps its UUID",
                    "define another one"));
        }
        if (!faults.isEmpty()) {
            throw new InvalidSpecException("domain '" + before.name() + "'", faults);
        }
    }

    /** Every part of the spec that needs a feature which the table does not support, of a host that reads raw disks. */
    public static List<SpecFault> faults(DomainSpec spec, FeatureTable features) {
        return faults(spec, features, Set.of(DiskFormat.RAW));
    }

    /** The same, for a host that reads disks of these formats. */
    public static List<SpecFault> faults(DomainSpec spec, FeatureTable features, Set<DiskFormat> formats) {
        List<SpecFault> faults = new ArrayList<>();
        if (spec.vcpus() > 1) {
            require(features, Feature.SMP, "vcpus", Integer.toString(spec.vcpus()), faults);
        }
        spec.cpu().ifPresent(cpu -> require(features, Feature.CPU_POLICY, "cpu", cpu.toString(), faults));
        spec.boot().ifPresent(boot -> checkBoot(boot, features, faults));
        checkDisks(spec.disks(), features, formats, faults);
        if (!spec.nics().isEmpty()) {
            require(features, Feature.NICS, "nics", spec.nics().toString(), faults);
        }
        spec.display().ifPresent(model -> require(features, Feature.DISPLAY, "display", model.id(), faults));
        if (spec.hasAgent()) {
            require(features, Feature.AGENT, "agent", "true", faults);
        }
        return faults;
    }

    private static void checkBoot(Boot boot, FeatureTable features, List<SpecFault> faults) {
        require(features, boot.feature(), "boot", boot.toString(), faults);
        for (Map.Entry<String, Content> part : boot.contents().entrySet()) {
            if (part.getValue().file().isEmpty()) {
                require(
                        features,
                        Feature.CONTENT_BYTES,
                        "boot." + part.getKey(),
                        part.getValue().toString(),
                        faults);
            }
        }
    }

    private static void checkDisks(
            List<DiskSpec> disks, FeatureTable features, Set<DiskFormat> formats, List<SpecFault> faults) {
        if (disks.isEmpty()) {
            return;
        }
        require(features, Feature.DISKS, "disks", disks.toString(), faults);
        for (int i = 0; i < disks.size(); i++) {
            DiskSpec disk = disks.get(i);
            String path = "disks[" + i + "]";
            if (!disk.limits().isNone()) {
                require(
                        features,
                        Feature.DISK_LIMITS,
                        path + ".limits",
                        disk.limits().toString(),
                        faults);
            }
            if (disk.isThrowaway()) {
                require(features, Feature.DISK_THROWAWAY, path + ".throwaway", "true", faults);
            }
            if (!disk.bus().equals(DiskBus.VIRTIO)) {
                faults.add(SpecFault.of(
                        path + ".bus", disk.bus().id(), "no host has such disks yet", "attach it by DiskBus.VIRTIO"));
            }
            if (!formats.contains(disk.source().format())) {
                faults.add(SpecFault.of(
                        path + ".source.format",
                        disk.source().format().id(),
                        "this host reads "
                                + formats.stream().map(DiskFormat::id).collect(Collectors.joining(", ")),
                        "convert it, for example: qemu-img convert -O raw FROM TO"));
            }
        }
    }

    private static void require(
            FeatureTable features, Feature feature, String path, String value, List<SpecFault> faults) {
        Support support = features.supports(feature);
        if (!support.isSupported()) {
            faults.add(
                    SpecFault.of(path, value, "it needs " + feature + ", and " + support.reason(), support.remedy()));
        }
    }

    /** The answer to {@code as(Class)} for a type that the backend does not have. */
    public static UnsupportedFeatureException notOfType(String subject, Class<?> type, String backend) {
        return new UnsupportedFeatureException(
                subject,
                new Feature("as-" + backend),
                Support.no(
                        "it is of the backend " + backend + ", which has no " + type.getName(),
                        "ask for a type of that backend"));
    }
}
