package io.hv.kvm.ioctl;

/**
 * What CPUID answers for one leaf, or one subleaf (struct kvm_cpuid_entry2).
 *
 * @param function the leaf, in EAX
 * @param index the subleaf, in ECX; 0 where the leaf has none
 * @param indexed whether ECX is looked at
 */
public record CpuidEntry(int function, int index, boolean indexed, int eax, int ebx, int ecx, int edx) {

    /** A leaf without subleaves. */
    public static CpuidEntry leaf(int function, int eax, int ebx, int ecx, int edx) {
        return new CpuidEntry(function, 0, false, eax, ebx, ecx, edx);
    }

    /** A subleaf. */
    public static CpuidEntry subleaf(int function, int index, int eax, int ebx, int ecx, int edx) {
        return new CpuidEntry(function, index, true, eax, ebx, ecx, edx);
    }

    /** The same leaf with other values. */
    public CpuidEntry with(int newEax, int newEbx, int newEcx, int newEdx) {
        return new CpuidEntry(function, index, indexed, newEax, newEbx, newEcx, newEdx);
    }
}
