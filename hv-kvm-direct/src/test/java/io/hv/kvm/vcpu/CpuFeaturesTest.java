package io.hv.kvm.vcpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.kvm.ioctl.CpuidEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class CpuFeaturesTest {

    private static final Path LIBVIRT = Path.of("/usr/share/libvirt/cpu_map/x86_features.xml");

    /** Every bit that both name has the same name. */
    @Test
    void namesAreLibvirts() throws Exception {
        assumeTrue(Files.isReadable(LIBVIRT), "libvirt's map of processor features is not installed");
        Map<String, String> libvirt = new HashMap<>();
        NodeList all = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(LIBVIRT.toFile())
                .getElementsByTagName("cpuid");
        for (Element each : elements(all)) {
            for (char register : "abcd".toCharArray()) {
                String mask = each.getAttribute("e" + register + "x");
                if (!mask.isEmpty()) {
                    String name = ((Element) each.getParentNode()).getAttribute("name");
                    int bit = Integer.numberOfTrailingZeros(Integer.parseUnsignedInt(mask.substring(2), 16));
                    libvirt.put(key(each.getAttribute("eax_in"), each.getAttribute("ecx_in"), register, bit), name);
                }
            }
        }
        int compared = 0;
        for (CpuidWord word : CpuidWord.values()) {
            for (int bit = 0; bit < Integer.SIZE; bit++) {
                String theirs = libvirt.get(
                        key("0x" + Integer.toHexString(word.function()), "0x" + word.index(), word.register(), bit));
                if (theirs != null && !word.bit(bit).equals("-")) {
                    assertEquals(theirs, word.bit(bit), word + " " + bit);
                    compared++;
                }
            }
        }
        assertTrue(compared > 150, compared + " names compared");
    }

    private static List<Element> elements(NodeList nodes) {
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }

    private static String key(String leaf, String subleaf, char register, int bit) {
        int index = subleaf.isEmpty() ? 0 : Integer.parseInt(subleaf.substring(2), 16);
        return Integer.toHexString(Integer.parseUnsignedInt(leaf.substring(2), 16)) + "." + index + register + bit;
    }

    @Test
    void noTwoBitsHaveOneName() {
        assertEquals(CpuFeatures.known().size(), new HashSet<>(CpuFeatures.known()).size());
    }

    @Test
    void namesCanBeWrittenInMoreThanOneWay() {
        for (String name : List.of("sse4.1", "sse4_1", "sse4-1", "lahf-lm", "lahf_lm", "pclmulqdq", "sse3", "lzcnt")) {
            assertTrue(CpuFeatures.isKnown(name), name);
        }
        assertEquals(Set.of("sse4.2"), CpuFeatures.withDependents(Set.of("sse4-2")));
        assertFalse(CpuFeatures.isKnown("-"));
        assertFalse(CpuFeatures.isKnown("3dnow!"));
        assertThrows(IllegalArgumentException.class, () -> new CpuidPolicy(1, true, Set.of("turbo")));
    }

    @Test
    void whatMakesNoSenseAloneGoesToo() {
        Set<String> gone = new CpuidPolicy(1, true, Set.of("avx")).hidden();
        assertTrue(gone.containsAll(Set.of("avx2", "fma", "f16c", "avx512f", "avx512vl", "vaes")), gone::toString);
        assertFalse(gone.contains("xsave"), gone::toString);
        assertFalse(gone.contains("aes"), gone::toString);
    }

    /** A host with every bit set. */
    private static final List<CpuidEntry> ALL = List.of(
            CpuidEntry.leaf(0, 0xd, 1, 2, 3),
            CpuidEntry.leaf(1, 0x800f12, 0, -1, -1),
            CpuidEntry.subleaf(7, 0, 1, -1, -1, -1),
            CpuidEntry.subleaf(7, 1, -1, 0, 0, 0),
            CpuidEntry.subleaf(0xd, 0, -1, 0, 0, 0),
            CpuidEntry.subleaf(0xd, 1, -1, 0, 0, 0),
            CpuidEntry.leaf(0x80000001, 0, 0, -1, -1),
            CpuidEntry.leaf(0x80000007, 0, 0, 0, -1),
            CpuidEntry.leaf(0x80000008, 0x3030, -1, 0, 0));

    private static List<CpuidEntry> shown(String model) {
        return GuestCpuid.of(ALL, new CpuidPolicy(1, true, CpuModels.hiddenBy(model)), 0);
    }

    @Test
    void eachModelShowsWhatItHasAndNothingOfTheNext() {
        for (String model : CpuModels.known()) {
            List<CpuidEntry> shown = shown(model);
            for (String feature : CpuModels.features(model)) {
                // The last vCPU of one has no HTT, and so on: those are not of a model.
                assertTrue(CpuFeatures.has(shown, feature), model + " lacks " + feature);
            }
            List<String> next = new ArrayList<>(CpuModels.known()
                    .subList(
                            CpuModels.known().indexOf(model) + 1,
                            CpuModels.known().size()));
            for (String higher : next) {
                for (String feature : CpuModels.features(higher)) {
                    assertEquals(
                            CpuModels.features(model).contains(feature),
                            CpuFeatures.has(shown, feature),
                            model + " and " + feature);
                }
            }
            assertTrue(CpuFeatures.has(shown, "x2apic"), "kernels keep what they use");
            assertTrue(CpuFeatures.has(shown, "hypervisor"));
        }
        assertThrows(IllegalArgumentException.class, () -> CpuModels.hiddenBy("x86-64-v5"));
    }

    @Test
    void stateOfHiddenFeaturesIsNotSaved() {
        assertEquals(0x7, components("x86-64-v3") & 0xff);
        assertEquals(0xe7, components("x86-64-v4") & 0xff);
        assertTrue(shown("x86-64-v2").stream().noneMatch(entry -> entry.function() == 0xd));
    }

    private static int components(String model) {
        return shown(model).stream()
                .filter(entry -> entry.function() == 0xd && entry.index() == 0)
                .mapToInt(CpuidEntry::eax)
                .sum();
    }

    /** On AMD's processors some bits of leaf 1 stand twice. */
    @Test
    void repeatedBitsAreHiddenTwice() {
        List<CpuidEntry> shown = GuestCpuid.of(ALL, new CpuidPolicy(1, true, Set.of("fxsr", "pge", "clflush")), 0);
        int edx = shown.stream()
                .filter(entry -> entry.function() == 0x80000001)
                .mapToInt(CpuidEntry::edx)
                .sum();
        assertEquals(~(1 << 24 | 1 << 13), edx);
    }
}
