package io.hv.kvm.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hv.kvm.ioctl.Kvm;
import io.hv.kvm.ioctl.KvmVcpu;
import io.hv.kvm.ioctl.KvmVm;
import io.hv.kvm.ioctl.Sregs;
import io.hv.testkit.requires.RequiresKvm;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The page tables mean to hv what they mean to KVM. */
@RequiresKvm
class PageWalkKvmTest {

    private static final long PRESENT = 3;
    private static final long LARGE = 1 << 7;
    private static final long CR0_PAGING = 0x8000_0011L;
    private static final long CR4_PAE = 0x20;
    private static final long EFER_LONG = 0x500;

    @Test
    void fourLevels() {
        try (Kvm kvm = Kvm.open();
                GuestMemory memory = GuestMemory.map(MemoryMap.of(4 << 20, 36), "hv-walk");
                KvmVm vm = kvm.createVm()) {
            vm.setTssAddress(MemoryMap.TSS.address());
            vm.setIdentityMapAddress(MemoryMap.IDENTITY_PAGE.address());
            Region region = memory.regions().get(0);
            vm.setMemoryRegion(0, 0, region.address(), region.size(), memory.hostAddress(region));
            memory.putLong(0x1000 + 511 * 8, 0x2000 | PRESENT);
            memory.putLong(0x2000 + 510 * 8, 0x3000 | PRESENT);
            memory.putLong(0x3000 + 8 * 8, 0x20_0000L | PRESENT | LARGE);
            memory.putLong(0x3000 + 9 * 8, 0x4000 | PRESENT);
            memory.putLong(0x4000 + 3 * 8, 0x5000L | PRESENT);
            try (KvmVcpu vcpu = vm.createVcpu(0)) {
                vcpu.setCpuid(kvm.supportedCpuid());
                vcpu.setSregs(vcpu.sregs().withControl(CR0_PAGING, 0x1000, CR4_PAE, EFER_LONG));
                Sregs now = vcpu.sregs();
                PageWalk walk = new PageWalk(memory, now.cr0(), now.cr3(), now.cr4(), now.efer());
                assertEquals(OptionalLong.of(0x5678), walk.physical(0xffff_ffff_8120_3678L));
                for (long address : new long[] {
                    0xffff_ffff_8100_0000L,
                    0xffff_ffff_811f_ffffL,
                    0xffff_ffff_8120_3678L,
                    0xffff_ffff_8120_4000L,
                    0xffff_ffff_c000_0123L,
                    0,
                    0x1000
                }) {
                    assertEquals(vcpu.translate(address), walk.physical(address), () -> Long.toHexString(address));
                }
            }
        }
    }
}
