package io.hv.kvm.backend;

import io.hv.CpuSpec;
import io.hv.DomainSpec;
import io.hv.SpecFault;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.ioctl.CpuidEntry;
import io.hv.kvm.vcpu.CpuFeatures;
import io.hv.kvm.vcpu.CpuModels;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A spec's {@link CpuSpec} in terms of what this host has. */
final class CpuChoice {

    private CpuChoice() {}

    /** The features that the guest is not to see. The spec has been checked. */
    static Set<String> hidden(DomainSpec spec, KvmOptions options) {
        Set<String> hidden = new HashSet<>();
        spec.cpu().ifPresent(cpu -> {
            cpu.model().ifPresent(model -> hidden.addAll(CpuModels.hiddenBy(model)));
            hidden.addAll(cpu.without());
        });
        if (options.hideXsave()) {
            hidden.add("xsave");
        }
        return hidden;
    }

    /**
     * What is wrong with it.
     *
     * @param supported what CPUID can be made to answer on this host
     */
    static List<SpecFault> check(CpuSpec cpu, List<CpuidEntry> supported) {
        List<SpecFault> faults = new ArrayList<>();
        cpu.model().ifPresent(model -> checkModel(model, supported, faults));
        for (String name : cpu.without().stream().sorted().toList()) {
            if (!CpuFeatures.isKnown(name)) {
                faults.add(SpecFault.of(
                        "cpu.without",
                        name,
                        "there is no processor feature of this name",
                        "use one of " + String.join(" ", CpuFeatures.known())));
            }
        }
        return faults;
    }

    private static void checkModel(String model, List<CpuidEntry> supported, List<SpecFault> faults) {
        if (!CpuModels.known().contains(model)) {
            faults.add(SpecFault.of(
                    "cpu.model",
                    model,
                    "this backend knows no such processor model",
                    "use one of " + String.join(", ", CpuModels.known())));
            return;
        }
        List<String> missing = CpuModels.features(model).stream()
                .filter(feature -> !CpuFeatures.has(supported, feature))
                .sorted()
                .toList();
        if (!missing.isEmpty()) {
            faults.add(SpecFault.of(
                    "cpu.model",
                    model,
                    "this host's KVM has not all that the model needs; missing are " + String.join(", ", missing),
                    "use a lower model, or CpuSpec.host()"));
        }
    }
}
