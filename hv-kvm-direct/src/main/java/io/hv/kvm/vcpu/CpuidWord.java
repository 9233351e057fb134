package io.hv.kvm.vcpu;

import io.hv.kvm.ioctl.CpuidEntry;

/** A register of a CPUID leaf whose bits are features, with the name of each bit; {@code -} where hv knows none. */
enum CpuidWord {
    LEAF_1_ECX(
            1,
            0,
            'c',
            "pni pclmuldq dtes64 monitor ds_cpl vmx smx est tm2 ssse3 cid - fma cx16 xtpr pdcm"
                    + " - pcid dca sse4.1 sse4.2 x2apic movbe popcnt tsc-deadline aes xsave osxsave avx f16c rdrand hypervisor"),
    LEAF_1_EDX(
            1,
            0,
            'd',
            "fpu vme de pse tsc msr pae mce cx8 apic - sep mtrr pge mca cmov"
                    + " pat pse36 pn clflush - ds acpi mmx fxsr sse sse2 ss ht tm ia64 pbe"),
    LEAF_7_EBX(
            7,
            0,
            'b',
            "fsgsbase tsc_adjust sgx bmi1 hle avx2 - smep bmi2 erms invpcid rtm cmt - mpx -"
                    + " avx512f avx512dq rdseed adx smap avx512ifma - clflushopt"
                    + " clwb intel-pt avx512pf avx512er avx512cd sha-ni avx512bw avx512vl"),
    LEAF_7_ECX(
            7,
            0,
            'c',
            "- avx512vbmi umip pku ospke waitpkg avx512vbmi2 - gfni vaes vpclmulqdq avx512vnni avx512bitalg - avx512-vpopcntdq -"
                    + " la57 - - - - - rdpid - bus-lock-detect cldemote - movdiri movdir64b - sgxlc pks"),
    LEAF_7_EDX(
            7,
            0,
            'd',
            "- - avx512-4vnniw avx512-4fmaps fsrm - - - avx512-vp2intersect - md-clear - - - serialize -"
                    + " tsx-ldtrk - pconfig arch-lbr - - amx-bf16 avx512-fp16 amx-tile amx-int8"
                    + " spec-ctrl stibp - arch-capabilities core-capability ssbd"),
    LEAF_7_1_EAX(
            7,
            1,
            'a',
            "- - - - avx-vnni avx512-bf16 - - - - fzrm fsrs fsrc - - - - - - - - amx-fp16 - avx-ifma - - - - - - - -"),
    LEAF_D_1_EAX(0xd, 1, 'a', "xsaveopt xsavec xgetbv1 xsaves xfd" + " -".repeat(27)),
    EXTENDED_1_ECX(
            0x8000_0001,
            0,
            'c',
            "lahf_lm cmp_legacy svm extapic cr8legacy abm sse4a misalignsse 3dnowprefetch osvw ibs xop skinit wdt - lwp"
                    + " fma4 tce - nodeid_msr - tbm topoext perfctr_core perfctr_nb - - - - - - -"),
    /** Where the bits of leaf 1 are repeated, they have no name of their own and are hidden with them. */
    EXTENDED_1_EDX(
            0x8000_0001,
            0,
            'd',
            "- - - - - - - - - - - syscall - - - - - - - mp nx - mmxext - - fxsr_opt pdpe1gb rdtscp - lm 3dnowext 3dnow"),
    EXTENDED_7_EDX(0x8000_0007, 0, 'd', "- ".repeat(8) + "invtsc" + " -".repeat(23)),
    EXTENDED_8_EBX(
            0x8000_0008,
            0,
            'b',
            "clzero - xsaveerptr - - - - - - wbnoinvd - - ibpb - ibrs amd-stibp"
                    + " - - - - - - - - amd-ssbd virt-ssbd amd-no-ssb - - - - -");

    private final int function;
    private final int index;
    private final char register;
    /** The names of bits 0 to 31, with blanks between. */
    private final String names;

    CpuidWord(int function, int index, char register, String names) {
        this.function = function;
        this.index = index;
        this.register = register;
        this.names = names;
        int count = names.split(" ", -1).length;
        if (count != Integer.SIZE) {
            throw new IllegalStateException(name() + " names " + count + " bits");
        }
    }

    int function() {
        return function;
    }

    int index() {
        return index;
    }

    /** {@code a}, {@code b}, {@code c} or {@code d}. */
    char register() {
        return register;
    }

    /** The name of a bit, or {@code -}. */
    String bit(int number) {
        return names.split(" ", -1)[number];
    }

    boolean isIn(CpuidEntry entry) {
        return entry.function() == function && entry.index() == index;
    }

    /** This register's value in the entry. */
    int of(CpuidEntry entry) {
        return switch (register) {
            case 'a' -> entry.eax();
            case 'b' -> entry.ebx();
            case 'c' -> entry.ecx();
            default -> entry.edx();
        };
    }

    /** The entry with another value in this register. */
    CpuidEntry in(CpuidEntry entry, int value) {
        return entry.with(
                register == 'a' ? value : entry.eax(),
                register == 'b' ? value : entry.ebx(),
                register == 'c' ? value : entry.ecx(),
                register == 'd' ? value : entry.edx());
    }
}
