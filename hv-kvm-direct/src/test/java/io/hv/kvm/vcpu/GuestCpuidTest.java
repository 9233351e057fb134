package io.hv.kvm.vcpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.ioctl.CpuidEntry;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuestCpuidTest {

    private static final List<CpuidEntry> HOST = List.of(
            CpuidEntry.leaf(0, 0xd, 1, 2, 3),
            CpuidEntry.leaf(1, 0x800f12, 0x07040800, 0xffffffff & ~(1 << 31), 0x1783fbff | 1 << 28),
            CpuidEntry.subleaf(4, 0, 0x1c000121, 1, 2, 3),
            CpuidEntry.subleaf(4, 3, 0x1c03c163, 1, 2, 3),
            CpuidEntry.subleaf(4, 4, 0, 0, 0, 0),
            CpuidEntry.leaf(5, 64, 64, 3, 17),
            CpuidEntry.subleaf(7, 0, 1, -1, -1, -1),
            CpuidEntry.subleaf(7, 1, -1, 0, 0, 0),
            CpuidEntry.leaf(0xa, 0x7300404, 0, 0, 0x603),
            CpuidEntry.subleaf(0xb, 0, 9, 9, 9, 9),
            CpuidEntry.subleaf(0xb, 1, 9, 9, 9, 9),
            CpuidEntry.subleaf(0xd, 0, 7, 0x340, 0x340, 0),
            CpuidEntry.leaf(0x40000000, 0x40000001, 0, 0, 0),
            CpuidEntry.leaf(0x40000001, 0x01007efb, 0, 0, 0),
            CpuidEntry.leaf(0x80000001, 0, 0, -1, 0),
            CpuidEntry.leaf(0x80000008, 0x3030, 0, 0x7007, 0),
            CpuidEntry.subleaf(0x8000001d, 0, 0x00004121, 1, 2, 3),
            CpuidEntry.subleaf(0x8000001d, 3, 0x0001c163, 1, 2, 3),
            CpuidEntry.leaf(0x8000001e, 9, 9, 9, 9));

    private static CpuidEntry entry(CpuidPolicy policy, int vcpu, int function, int index) {
        List<CpuidEntry> found = GuestCpuid.of(HOST, policy, vcpu).stream()
                .filter(each -> each.function() == function && each.index() == index)
                .toList();
        assertEquals(1, found.size(), found.toString());
        return found.get(0);
    }

    /** The field for the number of ids has eight bits, right below those of the id itself. */
    @ParameterizedTest
    @CsvSource({"129, 0", "129, 128", "255, 254", "300, 299"})
    void manyProcessorsKeepTheirIds(int vcpus, int vcpu) {
        int ebx = entry(new CpuidPolicy(vcpus, true, Set.of()), vcpu, 1, 0).ebx();
        assertEquals(vcpu & 0xff, ebx >>> 24);
        assertEquals(
                vcpu,
                entry(new CpuidPolicy(vcpus, true, Set.of()), vcpu, 0xb, 0).edx());
        CpuidEntry extended = entry(new CpuidPolicy(vcpus, true, Set.of()), vcpu, 0x8000001e, 0);
        assertEquals(vcpu, extended.eax());
        assertEquals(0, extended.ebx() >>> 8, "one thread a core");
        assertEquals(0xff, ebx >>> 16 & 0xff);
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 0", "2, 1, 1", "3, 2, 2", "4, 3, 2", "5, 4, 3", "64, 63, 6"})
    void everyLeafHasTheSameTopology(int vcpus, int vcpu, int coreBits) {
        CpuidPolicy policy = new CpuidPolicy(vcpus, true, Set.of());
        CpuidEntry features = entry(policy, vcpu, 1, 0);
        assertEquals(vcpu, features.ebx() >>> 24);
        assertEquals(1 << coreBits, features.ebx() >>> 16 & 0xff);
        assertEquals(0x0800, features.ebx() & 0xffff);
        assertEquals(vcpus > 1 ? 1 : 0, features.edx() >>> 28 & 1);

        assertEquals(CpuidEntry.subleaf(0xb, 0, 0, 1, 0x100, vcpu), entry(policy, vcpu, 0xb, 0));
        assertEquals(CpuidEntry.subleaf(0xb, 1, coreBits, vcpus, 0x201, vcpu), entry(policy, vcpu, 0xb, 1));
        assertEquals(CpuidEntry.subleaf(0xb, 2, 0, 0, 2, vcpu), entry(policy, vcpu, 0xb, 2));

        int last = (1 << coreBits) - 1;
        assertEquals(last << 26 | 0x121, entry(policy, vcpu, 4, 0).eax());
        assertEquals(0, entry(policy, vcpu, 4, 0).eax() >>> 14 & 0xfff);
        assertEquals(last, entry(policy, vcpu, 4, 3).eax() >>> 14 & 0xfff);
        assertEquals(last, entry(policy, vcpu, 4, 3).eax() >>> 26);
        assertEquals(CpuidEntry.subleaf(4, 4, 0, 0, 0, 0), entry(policy, vcpu, 4, 4));

        assertEquals(0, entry(policy, vcpu, 0x8000001d, 0).eax() >>> 14);
        assertEquals(last, entry(policy, vcpu, 0x8000001d, 3).eax() >>> 14);
        assertEquals(
                vcpus - 1 | coreBits << 12, entry(policy, vcpu, 0x80000008, 0).ecx());
        assertEquals(0x3030, entry(policy, vcpu, 0x80000008, 0).eax());
        assertEquals(CpuidEntry.leaf(0x8000001e, vcpu, vcpu, 0, 0), entry(policy, vcpu, 0x8000001e, 0));
        assertEquals(vcpus > 1 ? 2 : 0, entry(policy, vcpu, 0x80000001, 0).ecx() & 2);
    }

    @Test
    void countersAndMonitorAreHidden() {
        CpuidPolicy policy = new CpuidPolicy(1, true, Set.of());
        CpuidEntry features = entry(policy, 0, 1, 0);
        assertEquals(0, features.ecx() & (1 << 3 | 1 << 15));
        assertEquals(0, entry(policy, 0, 0x80000001, 0).ecx() & (1 << 23 | 1 << 24 | 1 << 28 | 1 << 29));
        assertEquals(CpuidEntry.leaf(5, 0, 0, 0, 0), entry(policy, 0, 5, 0));
        assertTrue(GuestCpuid.of(HOST, policy, 0).stream().noneMatch(each -> each.function() == 0xa));
    }

    @Test
    void theHypervisorIsKvm() {
        CpuidPolicy policy = new CpuidPolicy(1, true, Set.of());
        assertEquals(
                CpuidEntry.leaf(0x40000000, 0x40000001, 0x4b4d564b, 0x564b4d56, 0x4d), entry(policy, 0, 0x40000000, 0));
        assertEquals(0x01007efb, entry(policy, 0, 0x40000001, 0).eax());
        assertEquals(1, entry(policy, 0, 1, 0).ecx() >>> 31);
        assertEquals(1 << 24, entry(policy, 0, 1, 0).ecx() & 1 << 24);
        assertEquals(0, entry(new CpuidPolicy(1, false, Set.of()), 0, 1, 0).ecx() & 1 << 24);
    }

    @Test
    void xsaveCanBeHiddenWithAllThatNeedsIt() {
        CpuidPolicy hidden = new CpuidPolicy(1, true, Set.of("xsave"));
        assertEquals(0, entry(hidden, 0, 1, 0).ecx() & (1 << 26 | 1 << 27 | 1 << 28 | 1 << 12 | 1 << 29));
        assertEquals(0, entry(hidden, 0, 7, 0).ebx() & (1 << 5 | 1 << 16));
        assertEquals(1 << 3, entry(hidden, 0, 7, 0).ebx() & 1 << 3);
        assertEquals(0, entry(hidden, 0, 7, 1).eax() & (1 << 4 | 1 << 5 | 1 << 23), "VNNI, BF16, IFMA");
        assertEquals(0, entry(hidden, 0, 0x80000001, 0).ecx() & (1 << 11 | 1 << 16));
        assertTrue(GuestCpuid.of(HOST, hidden, 0).stream().noneMatch(each -> each.function() == 0xd));
        CpuidPolicy shown = new CpuidPolicy(1, true, Set.of());
        assertEquals(7, entry(shown, 0, 0xd, 0).eax());
        assertEquals(1 << 26, entry(shown, 0, 1, 0).ecx() & 1 << 26);
    }

    @Test
    void addressBits() {
        assertEquals(48, GuestCpuid.physicalBits(HOST));
        assertEquals(36, GuestCpuid.physicalBits(List.of()));
    }

    @Test
    void aVcpuThatTheMachineDoesNotHave() {
        assertThrows(IllegalArgumentException.class, () -> new CpuidPolicy(0, true, Set.of()));
        assertThrows(IllegalArgumentException.class, () -> GuestCpuid.of(HOST, new CpuidPolicy(2, true, Set.of()), 2));
    }
}
