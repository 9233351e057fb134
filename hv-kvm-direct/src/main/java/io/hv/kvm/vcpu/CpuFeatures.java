package io.hv.kvm.vcpu;

import io.hv.kvm.ioctl.CpuidEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names of processor features, as libvirt and QEMU have them, and which of them make no sense without which. {@code .},
 * {@code _} and {@code -} in a name are the same.
 */
public final class CpuFeatures {

    private record Bit(CpuidWord word, int number) {}

    private static final Map<String, Bit> BITS = new HashMap<>();
    private static final Map<String, String> ALIASES = Map.of("sse3", "pni", "pclmulqdq", "pclmuldq", "lzcnt", "abm");

    /** What goes when the first word goes (Intel SDM volume 1, 13; volume 2, CPUID). */
    private static final List<String> DEPENDENTS = List.of(
            "xsave osxsave avx xsaveopt xsavec xgetbv1 xsaves xfd mpx pku ospke amx-tile lwp",
            "avx avx2 fma f16c xop fma4 vaes vpclmulqdq avx-vnni avx-ifma avx512f",
            "avx512f avx512dq avx512ifma avx512pf avx512er avx512cd avx512bw avx512vl avx512vbmi avx512vbmi2 avx512vnni",
            "avx512f avx512bitalg avx512-vpopcntdq avx512-4vnniw avx512-4fmaps avx512-vp2intersect avx512-bf16 avx512-fp16",
            "amx-tile amx-bf16 amx-int8 amx-fp16",
            "xsavec xsaves",
            "sse sse2",
            "sse2 pni aes pclmuldq sha-ni gfni",
            "pni ssse3 sse4.1 sse4a",
            "sse4.1 sse4.2",
            "aes vaes",
            "pclmuldq vpclmulqdq",
            "x2apic tsc-deadline");

    private static final Map<String, List<String>> BELOW = new HashMap<>();

    static {
        for (CpuidWord word : CpuidWord.values()) {
            for (int number = 0; number < Integer.SIZE; number++) {
                if (!word.bit(number).equals("-")) {
                    BITS.put(key(word.bit(number)), new Bit(word, number));
                }
            }
        }
        for (String line : DEPENDENTS) {
            List<String> words = List.of(line.split(" ", -1));
            words.forEach(CpuFeatures::bitOf);
            BELOW.computeIfAbsent(key(words.get(0)), first -> new ArrayList<>()).addAll(words.subList(1, words.size()));
        }
    }

    private CpuFeatures() {}

    /** Whether there is a feature of this name. */
    public static boolean isKnown(String name) {
        return BITS.containsKey(key(name));
    }

    /** The names of all, sorted. */
    public static List<String> known() {
        return BITS.values().stream()
                .map(bit -> bit.word().bit(bit.number()))
                .sorted()
                .toList();
    }

    /** These features and all that make no sense without one of them, by their first names. */
    static Set<String> withDependents(Collection<String> names) {
        Set<String> all = new TreeSet<>();
        names.forEach(name -> collect(name, all));
        return all;
    }

    private static void collect(String name, Set<String> into) {
        Bit bit = bitOf(name);
        if (into.add(bit.word().bit(bit.number()))) {
            BELOW.getOrDefault(key(bit.word().bit(bit.number())), List.of()).forEach(below -> collect(below, into));
        }
    }

    /** The word that has the feature. */
    static CpuidWord wordOf(String name) {
        return bitOf(name).word();
    }

    /** The feature's bit in its word. */
    static int maskOf(String name) {
        return 1 << bitOf(name).number();
    }

    /** Whether a processor that answers like this has the feature. */
    public static boolean has(List<CpuidEntry> entries, String name) {
        Bit bit = bitOf(name);
        return entries.stream()
                .filter(bit.word()::isIn)
                .anyMatch(entry -> (bit.word().of(entry) >>> bit.number() & 1) != 0);
    }

    private static Bit bitOf(String name) {
        return Optional.ofNullable(BITS.get(key(name)))
                .orElseThrow(() -> new IllegalArgumentException("there is no processor feature '" + name + "'"));
    }

    private static String key(String name) {
        String key = name.replace('.', '-').replace('_', '-');
        return ALIASES.getOrDefault(key, key);
    }
}
