package io.hv.kvm.vcpu;

import io.hv.kvm.ioctl.CpuidEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * What CPUID answers on a vCPU: all that the host supports, save performance counters and MONITOR, with the topology of
 * the machine (Intel SDM volume 2, CPUID; AMD64 APM volume 3, appendix E).
 */
public final class GuestCpuid {

    private static final int KVM_SIGNATURE = 0x4000_0000;
    private static final int KVM_FEATURES = 0x4000_0001;

    private static final int LEAF1_ECX_MONITOR = 1 << 3;
    private static final int LEAF1_ECX_PDCM = 1 << 15;
    private static final int LEAF1_ECX_TSC_DEADLINE = 1 << 24;
    private static final int LEAF1_ECX_HYPERVISOR = 1 << 31;
    private static final int LEAF1_EDX_HTT = 1 << 28;
    private static final int EXT1_ECX_CMP_LEGACY = 1 << 1;
    private static final int EXT1_ECX_TOPOEXT = 1 << 22;
    private static final int EXT1_ECX_COUNTERS = bits(23, 24, 28);
    private static final int EXT1_ECX_MONITORX = 1 << 29;

    /** The bits of leaf 1's EDX that AMD's processors repeat in leaf 80000001h's. */
    private static final int REPEATED = 0x0183_f3ff;

    private static final int LEVEL_SMT = 1 << 8;
    private static final int LEVEL_CORE = 2 << 8;

    private final List<CpuidEntry> supported;
    private final CpuidPolicy policy;
    private final int apicId;
    /** How many bits of an APIC id number the cores. */
    private final int coreBits;

    private GuestCpuid(List<CpuidEntry> supported, CpuidPolicy policy, int vcpu) {
        this.supported = supported;
        this.policy = policy;
        this.apicId = vcpu;
        this.coreBits = Integer.SIZE - Integer.numberOfLeadingZeros(policy.vcpus() - 1);
    }

    /**
     * The answers for one vCPU.
     *
     * @param supported what KVM supports on this host
     * @param vcpu its number, which is its APIC id
     */
    public static List<CpuidEntry> of(List<CpuidEntry> supported, CpuidPolicy policy, int vcpu) {
        if (vcpu < 0 || vcpu >= policy.vcpus()) {
            throw new IllegalArgumentException("vCPU " + vcpu + " of " + policy.vcpus());
        }
        return new GuestCpuid(supported, policy, vcpu).build();
    }

    /** How many physical address bits the processor has; 36 where CPUID does not say. */
    public static int physicalBits(List<CpuidEntry> supported) {
        return supported.stream()
                .filter(entry -> entry.function() == 0x8000_0008)
                .mapToInt(entry -> entry.eax() & 0xff)
                .findFirst()
                .orElse(36);
    }

    private List<CpuidEntry> build() {
        List<CpuidEntry> answers = new ArrayList<>();
        for (CpuidEntry entry : supported) {
            switch (entry.function()) {
                case 1 -> answers.add(features(entry));
                case 4, 0x8000_001d -> answers.add(cache(entry));
                case 5 -> answers.add(entry.with(0, 0, 0, 0));
                case 0xd -> {
                    if (!policy.hidden().contains("xsave")) {
                        answers.add(entry.index() == 0 ? components(entry) : entry);
                    }
                }
                case 0x8000_0001 -> answers.add(extended(entry));
                case 0x8000_0008 -> answers.add(sizes(entry));
                case 0x8000_001e -> answers.add(entry.with(apicId, apicId & 0xff, 0, 0));
                // Written anew below; counters are not offered.
                case 0xa, 0xb, 0x1f, 0x8000_0022, KVM_SIGNATURE -> {}
                default -> answers.add(entry);
            }
        }
        if (maxLeaf() >= 0xb) {
            answers.add(CpuidEntry.subleaf(0xb, 0, 0, 1, LEVEL_SMT, apicId));
            answers.add(CpuidEntry.subleaf(0xb, 1, coreBits, policy.vcpus(), LEVEL_CORE | 1, apicId));
            answers.add(CpuidEntry.subleaf(0xb, 2, 0, 0, 2, apicId));
        }
        // "KVMKVMKVM", zero-padded.
        answers.add(CpuidEntry.leaf(KVM_SIGNATURE, KVM_FEATURES, 0x4b4d_564b, 0x564b_4d56, 0x4d));
        return answers.stream().map(this::withoutHidden).toList();
    }

    private CpuidEntry withoutHidden(CpuidEntry entry) {
        CpuidEntry answer = entry;
        for (String feature : policy.hidden()) {
            CpuidWord word = CpuFeatures.wordOf(feature);
            int mask = CpuFeatures.maskOf(feature);
            answer = word.isIn(answer) ? word.in(answer, word.of(answer) & ~mask) : answer;
            if (word == CpuidWord.LEAF_1_EDX && CpuidWord.EXTENDED_1_EDX.isIn(answer)) {
                int repeated = CpuidWord.EXTENDED_1_EDX.of(answer) & ~(mask & REPEATED);
                answer = CpuidWord.EXTENDED_1_EDX.in(answer, repeated);
            }
        }
        return answer;
    }

    /** Which parts of the state XSAVE knows (Intel SDM volume 1, 13.1), without those of hidden features. */
    private CpuidEntry components(CpuidEntry entry) {
        int hidden = state("avx", bits(2)) | state("mpx", bits(3, 4)) | state("avx512f", bits(5, 6, 7));
        hidden |= state("pku", bits(9)) | state("amx-tile", bits(17, 18));
        return entry.with(entry.eax() & ~hidden, entry.ebx(), entry.ecx(), entry.edx());
    }

    private int state(String feature, int components) {
        return policy.hidden().contains(feature) ? components : 0;
    }

    private int maxLeaf() {
        return supported.stream()
                .filter(entry -> entry.function() == 0)
                .mapToInt(CpuidEntry::eax)
                .findFirst()
                .orElse(0);
    }

    private CpuidEntry features(CpuidEntry entry) {
        int ebx = (entry.ebx() & 0xffff) | Math.min(1 << coreBits, 0xff) << 16 | apicId << 24;
        int ecx = (entry.ecx() & ~(LEAF1_ECX_MONITOR | LEAF1_ECX_PDCM)) | LEAF1_ECX_HYPERVISOR;
        ecx = policy.tscDeadline() ? ecx | LEAF1_ECX_TSC_DEADLINE : ecx & ~LEAF1_ECX_TSC_DEADLINE;
        int edx = policy.vcpus() > 1 ? entry.edx() | LEAF1_EDX_HTT : entry.edx() & ~LEAF1_EDX_HTT;
        return entry.with(entry.eax(), ebx, ecx, edx);
    }

    /** Who shares a cache: the third level is the socket's, the others are a core's own. */
    private CpuidEntry cache(CpuidEntry entry) {
        int type = entry.eax() & 0x1f;
        if (type == 0) {
            return entry;
        }
        int level = entry.eax() >>> 5 & 0x7;
        int sharing = level >= 3 ? (1 << coreBits) - 1 : 0;
        int cores = entry.function() == 4 ? (1 << coreBits) - 1 : 0;
        int eax = (entry.eax() & 0x3fff) | (sharing & 0xfff) << 14 | (cores & 0x3f) << 26;
        return entry.with(eax, entry.ebx(), entry.ecx(), entry.edx());
    }

    private CpuidEntry extended(CpuidEntry entry) {
        int ecx = entry.ecx() & ~(EXT1_ECX_COUNTERS | EXT1_ECX_MONITORX);
        // Only AMD's processors have TOPOEXT, and only theirs have this flag.
        boolean manyOfAmd = policy.vcpus() > 1 && (ecx & EXT1_ECX_TOPOEXT) != 0;
        ecx = manyOfAmd ? ecx | EXT1_ECX_CMP_LEGACY : ecx & ~EXT1_ECX_CMP_LEGACY;
        return entry.with(entry.eax(), entry.ebx(), ecx, entry.edx());
    }

    private CpuidEntry sizes(CpuidEntry entry) {
        int ecx = (policy.vcpus() - 1 & 0xff) | coreBits << 12;
        return entry.with(entry.eax(), entry.ebx(), ecx, entry.edx());
    }

    private static int bits(int... numbers) {
        int mask = 0;
        for (int number : numbers) {
            mask |= 1 << number;
        }
        return mask;
    }
}
