package io.hv.kvm.ioctl;

import io.hv.kvm.bus.Bytes;
import java.util.Locale;

/**
 * A vCPU's system registers (struct kvm_sregs).
 *
 * @param interrupts the bitmap of an interrupt that was accepted but not yet injected, 32 bytes
 */
public record Sregs(
        Segment cs,
        Segment ds,
        Segment es,
        Segment fs,
        Segment gs,
        Segment ss,
        Segment tr,
        Segment ldt,
        DescriptorTable gdt,
        DescriptorTable idt,
        long cr0,
        long cr2,
        long cr3,
        long cr4,
        long cr8,
        long efer,
        long apicBase,
        Bytes interrupts) {

    /** The same with other segments: one for code, one for all the data segments. */
    public Sregs withSegments(Segment code, Segment data) {
        return new Sregs(
                code,
                data,
                data,
                data,
                data,
                data,
                tr,
                ldt,
                gdt,
                idt,
                cr0,
                cr2,
                cr3,
                cr4,
                cr8,
                efer,
                apicBase,
                interrupts);
    }

    /** The same with another task register. */
    public Sregs withTask(Segment task) {
        return new Sregs(
                cs, ds, es, fs, gs, ss, task, ldt, gdt, idt, cr0, cr2, cr3, cr4, cr8, efer, apicBase, interrupts);
    }

    /** The same with other descriptor tables. */
    public Sregs withTables(DescriptorTable global, DescriptorTable interrupt) {
        return new Sregs(
                cs,
                ds,
                es,
                fs,
                gs,
                ss,
                tr,
                ldt,
                global,
                interrupt,
                cr0,
                cr2,
                cr3,
                cr4,
                cr8,
                efer,
                apicBase,
                interrupts);
    }

    /** The same with other control registers. */
    public Sregs withControl(long newCr0, long newCr3, long newCr4, long newEfer) {
        return new Sregs(
                cs,
                ds,
                es,
                fs,
                gs,
                ss,
                tr,
                ldt,
                gdt,
                idt,
                newCr0,
                cr2,
                newCr3,
                newCr4,
                cr8,
                newEfer,
                apicBase,
                interrupts);
    }

    /** A dump of several lines. */
    public String dump() {
        return String.format(
                Locale.ROOT,
                """
                cr0 %x  cr2 %x  cr3 %x  cr4 %x  cr8 %x  efer %x  apic %x
                %s
                %s
                %s
                %s
                %s
                %s
                %s
                %s
                gdt %x/%x  idt %x/%x""",
                cr0,
                cr2,
                cr3,
                cr4,
                cr8,
                efer,
                apicBase,
                dump("cs ", cs),
                dump("ds ", ds),
                dump("es ", es),
                dump("fs ", fs),
                dump("gs ", gs),
                dump("ss ", ss),
                dump("tr ", tr),
                dump("ldt", ldt),
                gdt.base(),
                gdt.limit(),
                idt.base(),
                idt.limit());
    }

    private static String dump(String name, Segment segment) {
        return String.format(
                Locale.ROOT,
                "%s %04x base %x limit %x type %x s %d dpl %d p %d db %d l %d g %d%s",
                name,
                segment.selector(),
                segment.base(),
                segment.limit(),
                segment.type(),
                segment.s(),
                segment.dpl(),
                segment.present(),
                segment.db(),
                segment.l(),
                segment.g(),
                segment.unusable() != 0 ? " unusable" : "");
    }
}
