package io.hv.kvm.ioctl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every number that hv has of the kernel's interface, against those that a C compiler has. */
class AbiTest {

    private static final Map<String, Integer> LAYOUTS = Map.ofEntries(
            Map.entry("kvm_regs", RegsLayout.SIZE),
            Map.entry("kvm_regs.rax", RegsLayout.RAX),
            Map.entry("kvm_regs.rsp", RegsLayout.RSP),
            Map.entry("kvm_regs.r8", RegsLayout.R8),
            Map.entry("kvm_regs.r15", RegsLayout.R15),
            Map.entry("kvm_regs.rip", RegsLayout.RIP),
            Map.entry("kvm_regs.rflags", RegsLayout.RFLAGS),
            Map.entry("kvm_sregs", SregsLayout.SIZE),
            Map.entry("kvm_sregs.cs", SregsLayout.CS),
            Map.entry("kvm_sregs.ds", SregsLayout.CS + SregsLayout.SEGMENT_SIZE),
            Map.entry("kvm_sregs.es", SregsLayout.CS + 2 * SregsLayout.SEGMENT_SIZE),
            Map.entry("kvm_sregs.fs", SregsLayout.CS + 3 * SregsLayout.SEGMENT_SIZE),
            Map.entry("kvm_sregs.gs", SregsLayout.CS + 4 * SregsLayout.SEGMENT_SIZE),
            Map.entry("kvm_sregs.ss", SregsLayout.CS + 5 * SregsLayout.SEGMENT_SIZE),
            Map.entry("kvm_sregs.tr", SregsLayout.CS + 6 * SregsLayout.SEGMENT_SIZE),
            Map.entry("kvm_sregs.ldt", SregsLayout.CS + 7 * SregsLayout.SEGMENT_SIZE),
            Map.entry("kvm_sregs.gdt", SregsLayout.GDT),
            Map.entry("kvm_sregs.idt", SregsLayout.IDT),
            Map.entry("kvm_sregs.cr0", SregsLayout.CR0),
            Map.entry("kvm_sregs.cr2", SregsLayout.CR2),
            Map.entry("kvm_sregs.cr3", SregsLayout.CR3),
            Map.entry("kvm_sregs.cr4", SregsLayout.CR4),
            Map.entry("kvm_sregs.cr8", SregsLayout.CR8),
            Map.entry("kvm_sregs.efer", SregsLayout.EFER),
            Map.entry("kvm_sregs.apic_base", SregsLayout.APIC_BASE),
            Map.entry("kvm_sregs.interrupt_bitmap", SregsLayout.INTERRUPTS),
            Map.entry("kvm_segment", SregsLayout.SEGMENT_SIZE),
            Map.entry("kvm_segment.limit", SregsLayout.SEGMENT_LIMIT),
            Map.entry("kvm_segment.selector", SregsLayout.SEGMENT_SELECTOR),
            Map.entry("kvm_segment.type", SregsLayout.SEGMENT_TYPE),
            Map.entry("kvm_segment.present", SregsLayout.SEGMENT_PRESENT),
            Map.entry("kvm_segment.dpl", SregsLayout.SEGMENT_DPL),
            Map.entry("kvm_segment.db", SregsLayout.SEGMENT_DB),
            Map.entry("kvm_segment.s", SregsLayout.SEGMENT_S),
            Map.entry("kvm_segment.l", SregsLayout.SEGMENT_L),
            Map.entry("kvm_segment.g", SregsLayout.SEGMENT_G),
            Map.entry("kvm_segment.avl", SregsLayout.SEGMENT_AVL),
            Map.entry("kvm_segment.unusable", SregsLayout.SEGMENT_UNUSABLE),
            Map.entry("kvm_dtable", SregsLayout.IDT - SregsLayout.GDT),
            Map.entry("kvm_dtable.limit", SregsLayout.TABLE_LIMIT),
            Map.entry("kvm_lapic_state", KvmVcpu.LAPIC_SIZE),
            Map.entry("kvm_xsave", KvmVcpu.XSAVE_SIZE),
            Map.entry("kvm_xcrs", KvmVcpu.XCRS_SIZE),
            Map.entry("kvm_debugregs", KvmVcpu.DEBUGREGS_SIZE),
            Map.entry("kvm_vcpu_events", KvmVcpu.EVENTS_SIZE),
            Map.entry("kvm_msrs", MsrsLayout.ENTRIES),
            Map.entry("kvm_msr_entry", MsrsLayout.ENTRY_SIZE),
            Map.entry("kvm_msr_entry.data", MsrsLayout.DATA),
            Map.entry("kvm_cpuid2", CpuidLayout.ENTRIES),
            Map.entry("kvm_cpuid_entry2", CpuidLayout.ENTRY_SIZE),
            Map.entry("kvm_cpuid_entry2.index", CpuidLayout.INDEX),
            Map.entry("kvm_cpuid_entry2.flags", CpuidLayout.FLAGS),
            Map.entry("kvm_cpuid_entry2.eax", CpuidLayout.EAX),
            Map.entry("kvm_cpuid_entry2.ebx", CpuidLayout.EBX),
            Map.entry("kvm_cpuid_entry2.ecx", CpuidLayout.ECX),
            Map.entry("kvm_cpuid_entry2.edx", CpuidLayout.EDX),
            Map.entry("kvm_irqchip", VmLayout.IRQCHIP_SIZE),
            Map.entry("kvm_irqchip.chip", VmLayout.IRQCHIP_CHIP),
            Map.entry("kvm_pit_config", VmLayout.PIT_CONFIG_SIZE),
            Map.entry("kvm_pit_state2", VmLayout.PIT_STATE_SIZE),
            Map.entry("kvm_clock_data", VmLayout.CLOCK_SIZE),
            Map.entry("kvm_clock_data.flags", VmLayout.CLOCK_FLAGS),
            Map.entry("kvm_clock_data.realtime", VmLayout.CLOCK_REALTIME),
            Map.entry("kvm_clock_data.host_tsc", VmLayout.CLOCK_HOST_TSC),
            Map.entry("kvm_userspace_memory_region", VmLayout.REGION_SIZE),
            Map.entry("kvm_userspace_memory_region.flags", VmLayout.REGION_FLAGS),
            Map.entry("kvm_userspace_memory_region.guest_phys_addr", VmLayout.REGION_GUEST_ADDRESS),
            Map.entry("kvm_userspace_memory_region.memory_size", VmLayout.REGION_MEMORY_SIZE),
            Map.entry("kvm_userspace_memory_region.userspace_addr", VmLayout.REGION_HOST_ADDRESS),
            Map.entry("kvm_irq_routing", RoutingLayout.ENTRIES),
            Map.entry("kvm_irq_routing_entry", RoutingLayout.ENTRY_SIZE),
            Map.entry("kvm_irq_routing_entry.type", RoutingLayout.TYPE),
            Map.entry("kvm_irq_routing_entry.u.irqchip.irqchip", RoutingLayout.CHIP),
            Map.entry("kvm_irq_routing_entry.u.irqchip.pin", RoutingLayout.PIN),
            Map.entry("kvm_irq_routing_entry.u.msi.address_lo", RoutingLayout.ADDRESS_LOW),
            Map.entry("kvm_irq_routing_entry.u.msi.address_hi", RoutingLayout.ADDRESS_HIGH),
            Map.entry("kvm_irq_routing_entry.u.msi.data", RoutingLayout.DATA),
            Map.entry("kvm_msi", VmLayout.MSI_SIZE),
            Map.entry("kvm_msi.data", VmLayout.MSI_DATA),
            Map.entry("kvm_irqfd", VmLayout.IRQFD_SIZE),
            Map.entry("kvm_irqfd.gsi", VmLayout.IRQFD_GSI),
            Map.entry("kvm_irqfd.flags", VmLayout.IRQFD_FLAGS),
            Map.entry("kvm_ioeventfd", VmLayout.IOEVENTFD_SIZE),
            Map.entry("kvm_ioeventfd.addr", VmLayout.IOEVENTFD_ADDRESS),
            Map.entry("kvm_ioeventfd.len", VmLayout.IOEVENTFD_LENGTH),
            Map.entry("kvm_ioeventfd.fd", VmLayout.IOEVENTFD_FD),
            Map.entry("kvm_ioeventfd.flags", VmLayout.IOEVENTFD_FLAGS),
            Map.entry("kvm_irq_level", VmLayout.LEVEL_SIZE),
            Map.entry("kvm_irq_level.level", VmLayout.LEVEL_LEVEL),
            Map.entry("kvm_dirty_log", VmLayout.DIRTY_LOG_SIZE),
            Map.entry("kvm_dirty_log.dirty_bitmap", VmLayout.DIRTY_LOG_BITMAP),
            Map.entry("kvm_device_attr", VmLayout.ATTRIBUTE_SIZE),
            Map.entry("kvm_device_attr.group", VmLayout.ATTRIBUTE_GROUP),
            Map.entry("kvm_device_attr.attr", VmLayout.ATTRIBUTE_ATTRIBUTE),
            Map.entry("kvm_device_attr.addr", VmLayout.ATTRIBUTE_ADDRESS),
            Map.entry("kvm_run.immediate_exit", RunArea.IMMEDIATE_EXIT),
            Map.entry("kvm_run.exit_reason", RunArea.EXIT_REASON),
            Map.entry("kvm_run.io.direction", RunArea.IO_DIRECTION),
            Map.entry("kvm_run.io.size", RunArea.IO_SIZE),
            Map.entry("kvm_run.io.port", RunArea.IO_PORT),
            Map.entry("kvm_run.io.count", RunArea.IO_COUNT),
            Map.entry("kvm_run.io.data_offset", RunArea.IO_DATA_OFFSET),
            Map.entry("kvm_run.mmio.phys_addr", RunArea.MMIO_ADDRESS),
            Map.entry("kvm_run.mmio.data", RunArea.MMIO_DATA),
            Map.entry("kvm_run.mmio.len", RunArea.MMIO_LENGTH),
            Map.entry("kvm_run.mmio.is_write", RunArea.MMIO_IS_WRITE),
            Map.entry("kvm_run.hw.hardware_exit_reason", RunArea.HARDWARE_REASON),
            Map.entry("kvm_run.fail_entry.hardware_entry_failure_reason", RunArea.HARDWARE_REASON),
            Map.entry("kvm_run.internal.suberror", RunArea.ERROR_SUBERROR),
            Map.entry("kvm_run.internal.ndata", RunArea.ERROR_NDATA),
            Map.entry("kvm_run.emulation_failure.flags", RunArea.ERROR_FLAGS),
            Map.entry("kvm_run.emulation_failure.insn_size", RunArea.ERROR_INSN_SIZE),
            Map.entry("kvm_run.emulation_failure.insn_bytes", RunArea.ERROR_INSN_BYTES),
            Map.entry("kvm_run.system_event.type", RunArea.EVENT_TYPE),
            Map.entry("kvm_run.system_event.ndata", RunArea.EVENT_NDATA),
            Map.entry("kvm_run.system_event.data", RunArea.EVENT_DATA),
            Map.entry("kvm_guest_debug", DebugLayout.SIZE),
            Map.entry("kvm_guest_debug.control", DebugLayout.CONTROL),
            Map.entry("kvm_guest_debug.debugreg", DebugLayout.REGISTERS),
            Map.entry("kvm_translation", DebugLayout.TRANSLATION_SIZE),
            Map.entry("kvm_translation.linear_address", DebugLayout.TRANSLATION_LINEAR),
            Map.entry("kvm_translation.physical_address", DebugLayout.TRANSLATION_PHYSICAL),
            Map.entry("kvm_translation.valid", DebugLayout.TRANSLATION_VALID),
            Map.entry("kvm_fpu", FpuLayout.SIZE),
            Map.entry("kvm_fpu.fpr", FpuLayout.ST),
            Map.entry("kvm_fpu.fcw", FpuLayout.FCW),
            Map.entry("kvm_fpu.fsw", FpuLayout.FSW),
            Map.entry("kvm_fpu.ftwx", FpuLayout.FTWX),
            Map.entry("kvm_fpu.last_opcode", FpuLayout.LAST_OPCODE),
            Map.entry("kvm_fpu.last_ip", FpuLayout.LAST_IP),
            Map.entry("kvm_fpu.last_dp", FpuLayout.LAST_DP),
            Map.entry("kvm_fpu.xmm", FpuLayout.XMM),
            Map.entry("kvm_fpu.mxcsr", FpuLayout.MXCSR),
            Map.entry("kvm_run.debug.exception", RunArea.DEBUG_EXCEPTION),
            Map.entry("kvm_run.debug.pc", RunArea.DEBUG_PC),
            Map.entry("kvm_run.debug.dr6", RunArea.DEBUG_DR6),
            Map.entry("kvm_run.debug.dr7", RunArea.DEBUG_DR7));

    @Test
    void requests() throws IOException {
        assertEquals(
                numbers("request"),
                sorted(Arrays.stream(Request.values()).collect(Collectors.toMap(Request::name, Request::number))));
    }

    @Test
    void capabilities() throws IOException {
        assertEquals(
                numbers("capability"),
                sorted(Arrays.stream(Capability.values())
                        .collect(Collectors.toMap(Capability::name, each -> (long) each.number()))));
    }

    @Test
    void exits() throws IOException {
        assertEquals(
                numbers("exit"),
                sorted(Arrays.stream(Exit.class.getDeclaredFields())
                        .filter(field -> Modifier.isPublic(field.getModifiers()))
                        .filter(field -> !field.getName().equals("COUNT"))
                        .collect(Collectors.toMap(Field::getName, AbiTest::value))));
    }

    @Test
    void layouts() throws IOException {
        assertEquals(
                numbers("layout"),
                sorted(LAYOUTS.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, each -> (long) each.getValue()))));
    }

    private static long value(Field field) {
        try {
            return field.getInt(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, Long> sorted(Map<String, Long> numbers) {
        return new TreeMap<>(numbers);
    }

    private static Map<String, Long> numbers(String kind) throws IOException {
        try (InputStream table = AbiTest.class.getResourceAsStream("kvm-abi.txt")) {
            Function<String, String[]> words = line -> line.split(" ", -1);
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(words)
                    .filter(line -> line[0].equals(kind))
                    .collect(Collectors.toMap(
                            line -> line[1], line -> Long.decode(line[2]), (one, other) -> other, TreeMap::new));
        }
    }
}
