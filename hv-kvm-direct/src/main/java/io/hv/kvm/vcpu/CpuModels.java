package io.hv.kvm.vcpu;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Named sets of processor features: the levels of the x86-64 psABI (3.1.1), each with what the level before has. A level
 * says what programs may rely on.
 */
public final class CpuModels {

    /** What kernels use besides; a model hides none of it where the host has it. */
    private static final List<String> FOR_KERNELS =
            words("vme de pse tsc msr pae mce apic sep mtrr pge mca pat pse36 clflush"
                    + " nx x2apic tsc-deadline hypervisor ss ht topoext cmp_legacy");

    private static final Map<String, Set<String>> MODELS = new LinkedHashMap<>();

    static {
        level("x86-64-v1", "cmov cx8 fpu fxsr lm mmx sse sse2 syscall");
        level("x86-64-v2", "cx16 lahf_lm popcnt sse4.1 sse4.2 pni ssse3");
        level("x86-64-v3", "avx avx2 bmi1 bmi2 f16c fma abm movbe xsave");
        level("x86-64-v4", "avx512f avx512bw avx512cd avx512dq avx512vl");
    }

    private static void level(String name, String more) {
        Set<String> all = new TreeSet<>(words(more));
        MODELS.values().forEach(all::addAll);
        MODELS.put(name, all);
    }

    private static List<String> words(String text) {
        return List.of(text.split(" ", -1));
    }

    private CpuModels() {}

    /** The names of all. */
    public static List<String> known() {
        return List.copyOf(MODELS.keySet());
    }

    /** The features that make a model. */
    public static Set<String> features(String model) {
        return Set.copyOf(of(model));
    }

    /** The features that a model does not show. */
    public static Set<String> hiddenBy(String model) {
        Set<String> hidden = new TreeSet<>(CpuFeatures.known());
        hidden.removeAll(of(model));
        FOR_KERNELS.forEach(hidden::remove);
        // The guest's kernel switches it on, where there is something to switch on.
        if (of(model).contains("xsave")) {
            hidden.remove("osxsave");
        }
        return hidden;
    }

    private static Set<String> of(String model) {
        Set<String> features = MODELS.get(model);
        if (features == null) {
            throw new IllegalArgumentException("there is no processor model '" + model + "', only " + known());
        }
        return features;
    }
}
