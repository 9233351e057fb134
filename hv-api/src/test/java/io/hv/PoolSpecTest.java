package io.hv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PoolSpecTest {

    private static final HostPath FOLDER = HostPath.of("/srv/images");
    private static final UUID ID = new UUID(7, 8);

    private static final PoolSpec SPEC = PoolSpec.folder("images", FOLDER);

    @Test
    void saysWhatItWasTold() {
        assertEquals("images", SPEC.name());
        assertEquals(FOLDER, SPEC.folder());
        assertEquals(Optional.empty(), SPEC.uuid());
        assertEquals("'images' in /srv/images", SPEC.toString());
    }

    @Test
    void eachChangeMakesAnotherOneAndKeepsTheRest() {
        PoolSpec identified = SPEC.uuid(ID);
        assertEquals(Optional.of(ID), identified.uuid());
        assertEquals(Optional.empty(), SPEC.uuid());
        PoolSpec renamed = identified.name("other");
        assertEquals("other", renamed.name());
        assertEquals(Optional.of(ID), renamed.uuid());
        assertEquals(FOLDER, renamed.folder());
        PoolSpec moved = renamed.folder(HostPath.of("/srv/other"));
        assertEquals(HostPath.of("/srv/other"), moved.folder());
        assertEquals("other", moved.name());
        assertEquals(SPEC, moved.anyUuid().name("images").folder(FOLDER));
    }

    @Test
    void equalityIsOfEveryPart() {
        assertEquals(SPEC.uuid(ID), PoolSpec.folder("images", FOLDER).uuid(ID));
        assertEquals(
                SPEC.uuid(ID).hashCode(),
                PoolSpec.folder("images", FOLDER).uuid(ID).hashCode());
        for (PoolSpec other : List.of(SPEC.uuid(ID), SPEC.name("other"), SPEC.folder(HostPath.of("/srv")))) {
            assertNotEquals(SPEC, other);
        }
    }

    @Test
    void aNameIsOneOfADomain() {
        for (String bad : List.of("", " ", ".", "..", "a/b", "a\nb")) {
            InvalidSpecException made = assertThrows(InvalidSpecException.class, () -> PoolSpec.folder(bad, FOLDER));
            InvalidSpecException renamed = assertThrows(InvalidSpecException.class, () -> SPEC.name(bad));
            for (InvalidSpecException each : List.of(made, renamed)) {
                assertEquals(
                        List.of("name"),
                        each.faults().stream().map(SpecFault::path).toList());
                assertFalse(each.faults().get(0).remedy().isBlank());
            }
        }
    }
}
