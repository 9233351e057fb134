package io.hv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DomainSpecTest {

    private record Colour(String name) implements BackendOptions {}

    private record Taste(String name) implements BackendOptions {}

    private static DomainSpec full() {
        return DomainSpec.named("web")
                .uuid(new UUID(1, 2))
                .memory(ByteSize.mib(256))
                .vcpus(2)
                .boot(ElfBoot.of(Content.bytes(new byte[] {1})))
                .with(new Colour("red"))
                .build();
    }

    @Test
    void defaults() {
        DomainSpec spec = DomainSpec.named("web").build();
        assertEquals("web", spec.name());
        assertEquals(Optional.empty(), spec.uuid());
        assertEquals(ByteSize.mib(128), spec.memory());
        assertEquals(1, spec.vcpus());
        assertEquals(Optional.empty(), spec.boot());
        assertEquals(Optional.empty(), spec.options(Colour.class));
    }

    @Test
    void tellsThreeFaultsAtOnce() {
        InvalidSpecException refused = assertThrows(
                InvalidSpecException.class,
                () -> DomainSpec.named("a/b")
                        .memory(ByteSize.bytes(4097))
                        .vcpus(0)
                        .build());
        assertEquals(
                List.of("name", "memory", "vcpus"),
                refused.faults().stream().map(SpecFault::path).toList());
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains("3 faults"), message);
        refused.faults().forEach(fault -> assertTrue(message.contains(fault.why()), message));
        assertFalse(refused.remedy().isBlank());
    }

    @Test
    void memoryIsWholePages() {
        for (long bad : new long[] {0, 1, 4095, 4097}) {
            assertThrows(
                    InvalidSpecException.class,
                    () -> DomainSpec.named("web").memory(ByteSize.bytes(bad)).build());
        }
        assertEquals(
                4096,
                DomainSpec.named("web").memory(ByteSize.kib(4)).build().memory().bytes());
    }

    @Test
    void aSingleFaultIsItsOwnRemedy() {
        InvalidSpecException refused = assertThrows(InvalidSpecException.class, () -> full().edit(b -> b.vcpus(-1)));
        assertEquals(refused.faults().get(0).remedy(), refused.remedy());
        assertTrue(String.valueOf(refused.getMessage()).contains("1 fault:"), refused.getMessage());
    }

    @Test
    void editKeepsTheRestAndTheOriginal() {
        DomainSpec before = full();
        DomainSpec after = before.edit(b -> b.name("db").vcpus(4));
        assertEquals("db", after.name());
        assertEquals(4, after.vcpus());
        assertEquals(before.uuid(), after.uuid());
        assertEquals(before.memory(), after.memory());
        assertEquals(before.boot(), after.boot());
        assertEquals(before.options(Colour.class), after.options(Colour.class));
        assertEquals(full(), before);
        assertEquals(before, after.edit(b -> b.name("web").vcpus(2)));
        assertEquals(before, before.edit(b -> {}));
        assertEquals(before.hashCode(), full().hashCode());
    }

    @Test
    void everyPartCounts() {
        DomainSpec spec = full();
        assertNotEquals(spec, spec.edit(b -> b.name("db")));
        assertNotEquals(spec, spec.edit(b -> b.uuid(new UUID(3, 4))));
        assertNotEquals(spec, spec.edit(b -> b.memory(ByteSize.mib(1))));
        assertNotEquals(spec, spec.edit(b -> b.vcpus(3)));
        assertNotEquals(spec, spec.edit(b -> b.boot(ElfBoot.of(Content.bytes(new byte[] {2})))));
        assertNotEquals(spec, spec.with(new Colour("blue")));
        assertNotEquals(spec, spec.with(new Taste("sweet")));
    }

    @Test
    void optionsOfOneClassReplaceEachOther() {
        DomainSpec spec = full().with(new Colour("blue")).with(new Taste("sweet"));
        assertEquals(Optional.of(new Colour("blue")), spec.options(Colour.class));
        assertEquals(Optional.of(new Taste("sweet")), spec.options(Taste.class));
    }

    @Test
    void aBuiltSpecDoesNotSeeItsBuilder() {
        DomainSpec.Builder builder = DomainSpec.named("web");
        DomainSpec spec = builder.build();
        builder.name("db").with(new Colour("red"));
        assertEquals("web", spec.name());
        assertEquals(Optional.empty(), spec.options(Colour.class));
    }
}
