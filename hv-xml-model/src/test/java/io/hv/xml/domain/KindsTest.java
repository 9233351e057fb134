package io.hv.xml.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ByteSize;
import io.hv.HostPath;
import io.hv.xml.LibvirtData;
import io.hv.xml.XmlDiff;
import io.hv.xml.XmlDifference;
import io.hv.xml.XmlDocument;
import io.hv.xml.XmlException;
import io.hv.xml.XmlKind;
import io.hv.xml.XmlProblem;
import io.hv.xml.XmlValidator;
import io.hv.xml.value.CpuSet;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Sealed values that carry all that the schema wants of their kind: whichever kind there was, a document that is valid stays
 * valid when it is another one, and nothing is left of the first.
 */
class KindsTest {

    private static final int DOCUMENTS_PER_KIND = 6;

    static final List<Class<?>> TYPES = List.of(
            ClockSetting.class,
            CpuChoice.class,
            GraphicsDisplay.class,
            GraphicsListen.class,
            VideoCard.class,
            BootMethod.class,
            MemoryDevice.class,
            MemoryBacking.class,
            NumaCell.class,
            NumaSource.class,
            ControllerKind.class);

    /** Has the element of each of them. */
    private static final String DOMAIN = """
            <domain type="kvm">
              <name>kinds</name>
              <memory>1048576</memory>
              <memoryBacking><locked/></memoryBacking>
              <numatune><memory/></numatune>
              <os><type>hvm</type></os>
              <cpu><numa><cell id="7" memory="1"/></numa></cpu>
              <clock offset="utc"/>
              <devices>
                <graphics type="rdp" autoport="yes"/>
                <video><model type="none"/></video>
                <memory model="dimm"><target><size>1</size></target></memory>
                <controller type="fdc" index="0"/>
              </devices>
            </domain>
            """;

    /** Has something unknown wherever a kind has something of its own. */
    private static final String STRANGE = """
            <domain type="kvm">
              <memoryBacking new="1"><source type="memfd" new="1"/><new/></memoryBacking>
              <numatune><memory placement="auto" new="1"><new/></memory></numatune>
              <os firmware="efi" new="1">
                <type machine="q35" new="1">hvm</type>
                <loader readonly="yes" type="pflash" new="1"/>
                <nvram template="/vars" new="1"/>
                <new/>
              </os>
              <cpu match="strict" new="1">
                <model fallback="forbid" new="1">Nehalem</model>
                <numa><cell memory="1" new="1"><new/></cell></numa>
              </cpu>
              <clock offset="localtime" adjustment="reset" new="1"><timer name="rtc" new="1"/></clock>
              <devices>
                <graphics type="spice" tlsPort="5901" listen="::1" new="1"><gl enable="yes" new="1"/><new/></graphics>
                <video><model type="qxl" ram="65536" vram="65536" new="1"><new/></model></video>
                <memory model="nvdimm" access="shared" new="1">
                  <source new="1"><path>/module</path></source>
                  <target new="1"><size unit="MiB" new="1">1</size></target>
                </memory>
                <controller type="pci" model="pcie-root-port" new="1">
                  <model name="ioh3420" new="1"/>
                  <target chassis="1" port="8" new="1"/>
                  <driver iommu="on" new="1"/>
                </controller>
              </devices>
            </domain>
            """;

    /** What cannot be written. */
    private static final List<Object> REFUSED = List.of(
            new ClockSetting.Timezone("new zone"),
            new ClockSetting.Variable(Duration.ofMillis(1500), ClockElement.Basis.UTC),
            new ClockSetting.Utc(new ClockSetting.Adjustment.Kept(Duration.ofNanos(1))),
            new ClockSetting.Absolute(Instant.ofEpochSecond(-1)),
            new CpuChoice.Custom(" "),
            new CpuChoice.Custom("a\u0001b"),
            new GraphicsDisplay.Vnc(-2),
            new GraphicsDisplay.Rdp(0),
            new GraphicsDisplay.Rdp(65_536),
            new GraphicsDisplay.Spice(1, -2),
            new GraphicsListen.Network("\u0001"),
            new VideoCard.Qxl(ByteSize.bytes(1025), null, null),
            new BootMethod.Kernel(HostPath.of("/new"), null, ""),
            new BootMethod.Container(null, List.of("a", "\u0001")),
            new BootMethod.Container(null, List.of("a", "")),
            new BootMethod.HostBootloader("\u0001", null),
            new MemoryBacking.LargePages(List.of(new MemoryBacking.Page(ByteSize.mib(2), CpuSet.parse("1,^1"))), true),
            new NumaCell(ByteSize.mib(2), CpuSet.parse("1,^1")),
            new NumaSource.Nodes(NumaMode.STRICT, CpuSet.parse("1,^1")),
            new ControllerKind.VirtioSerial(null, -1, 0),
            new ControllerKind.Xenbus(1, 4_294_967_296L));

    /** What means nothing, and where that is told. */
    private static final Map<String, String> CONTRADICTIONS = Map.ofEntries(
            Map.entry("<clock adjustment='1'/>", "/domain/clock"),
            Map.entry("<clock offset='timezone'/>", "/domain/clock"),
            Map.entry("<clock offset='absolute'/>", "/domain/clock"),
            Map.entry("<clock offset='utc' adjustment='soon'/>", "/domain/clock/@adjustment"),
            Map.entry("<clock offset='sidereal'/>", "/domain/clock/@offset"),
            Map.entry("<cpu mode='custom'><model/></cpu>", "/domain/cpu"),
            Map.entry("<cpu mode='best'/>", "/domain/cpu/@mode"),
            Map.entry("<devices><graphics type='x11'/></devices>", "/domain/devices/graphics/@type"),
            Map.entry("<devices><graphics type='dbus' address='a' p2p='yes'/></devices>", "/domain/devices/graphics"),
            Map.entry(
                    "<devices><graphics listen='a'><listen type='address' address='b'/></graphics></devices>",
                    "/domain/devices/graphics/listen"),
            Map.entry("<devices><graphics><listen/></graphics></devices>", "/domain/devices/graphics/listen"),
            Map.entry("<devices><video><model type='mda'/></video></devices>", "/domain/devices/video/model/@type"),
            Map.entry("<os><type>exe</type><kernel>/k</kernel></os>", "/domain/os"),
            Map.entry("<os><type>hvm</type><init>/i</init></os>", "/domain/os"),
            Map.entry("<devices><memory model='dimm'/></devices>", "/domain/devices/memory"),
            Map.entry(
                    "<devices><memory model='nvdimm'><target><size>1</size></target></memory></devices>",
                    "/domain/devices/memory"),
            Map.entry("<memoryBacking><source type='anonymous'/><hugepages/></memoryBacking>", "/domain/memoryBacking"),
            Map.entry("<cpu><numa><cell cpus='0'/></numa></cpu>", "/domain/cpu/numa/cell"),
            Map.entry("<numatune><memory placement='auto' nodeset='0'/></numatune>", "/domain/numatune/memory"),
            Map.entry("<numatune><memory placement='static'/></numatune>", "/domain/numatune/memory"),
            Map.entry("<numatune><memory mode='strict'/></numatune>", "/domain/numatune/memory"),
            Map.entry(
                    "<vcpu placement='static'>1</vcpu><numatune><memory mode='strict'/></numatune>",
                    "/domain/numatune/memory"),
            Map.entry(
                    "<vcpu placement='auto'>1</vcpu><numatune><memory placement='static'/></numatune>",
                    "/domain/numatune/memory"),
            Map.entry("<devices><controller type='pci'/></devices>", "/domain/devices/controller"),
            Map.entry("<devices><controller type='ide' model='ehci'/></devices>", "/domain/devices/controller/@model"));

    /**
     * A value in a document.
     *
     * @param document the document's text
     * @param index which of its type it is there
     * @param length how much is written in its element
     */
    private record Spot(String document, int index, int length) {}

    @Test
    void everyKindHasASample() {
        List<String> missing = new ArrayList<>();
        for (Class<?> type : TYPES) {
            List<Object> samples = Samples.of(setters(DOMAIN, type).get(0));
            for (Class<?> kind : type.isSealed() ? type.getPermittedSubclasses() : new Class<?>[] {type}) {
                long count = samples.stream().filter(kind::isInstance).count();
                if (count < (kind.getRecordComponents().length == 0 ? 1 : 2)) {
                    missing.add(Views.name(kind) + ": " + count);
                }
            }
        }
        assertEquals(List.of(), missing);
    }

    @Test
    void fromEachToEach() throws IOException {
        XmlValidator validator = XmlValidator.of(XmlKind.DOMAIN, LibvirtData.schemas());
        List<String> wrong = new ArrayList<>();
        int switches = 0;
        for (Class<?> type : TYPES) {
            List<Object> samples = Samples.of(setters(DOMAIN, type).get(0));
            for (Object second : samples) {
                XmlDocument direct = XmlDocument.parse(DOMAIN);
                value(direct, type, 0).set(second);
                for (Object first : samples) {
                    XmlDocument document = XmlDocument.parse(DOMAIN);
                    Value<Object> value = value(document, type, 0);
                    value.set(first);
                    value.set(second);
                    switches++;
                    List<XmlProblem> problems = validator.problems(document.text());
                    if (!problems.isEmpty()) {
                        wrong.add(first + " to " + second + ": " + problems);
                    }
                    for (XmlDifference each : XmlDiff.between(direct, document)) {
                        if (!(second instanceof BootMethod.Kernel && isFirmware(each))
                                && !(second instanceof MemoryBacking.LargePages && isFile(each))) {
                            wrong.add(first + " to " + second + " leaves " + each);
                        }
                    }
                    assertEquals(second, value.get().orElseThrow());
                }
            }
        }
        assertEquals(List.of(), wrong, wrong.size() + " of " + switches);
    }

    /** In those of each kind that have most to say. */
    @Test
    void inDocumentsOfLibvirts() throws IOException {
        XmlValidator validator = XmlValidator.of(XmlKind.DOMAIN, LibvirtData.schemas());
        List<String> wrong = new ArrayList<>();
        Map<Class<?>, Map<String, List<Spot>>> spots = spots();
        for (Class<?> type : TYPES) {
            Map<String, List<Spot>> kinds = spots.getOrDefault(type, Map.of());
            assertFalse(kinds.size() < (type.isSealed() ? 3 : 1), () -> type + ": only " + kinds.keySet());
            kinds.forEach((kind, some) -> some.stream()
                    .sorted(Comparator.comparingInt(Spot::length).reversed())
                    .filter(spot -> validator.problems(spot.document()).isEmpty())
                    .limit(DOCUMENTS_PER_KIND)
                    .forEach(spot -> check(spot, kind, type, validator, wrong)));
        }
        assertEquals(List.of(), wrong.stream().limit(9).toList(), wrong.size() + " problems");
    }

    private static void check(Spot spot, String kind, Class<?> type, XmlValidator validator, List<String> wrong) {
        XmlDocument before = XmlDocument.parse(spot.document());
        for (Object sample :
                Samples.of(setters(before).getOrDefault(type, List.of()).get(spot.index()))) {
            XmlDocument document = XmlDocument.parse(spot.document());
            Value<Object> value = value(document, type, spot.index());
            value.set(sample);
            if (!sample.equals(value.get().orElse(null))) {
                wrong.add(kind + " to " + sample + ": it says " + value.get());
            }
            if (!before.unknown().equals(document.unknown())) {
                wrong.add(kind + " to " + sample + ": " + before.unknown() + " became " + document.unknown());
            }
            for (XmlProblem problem : validator.problems(document.text())) {
                wrong.add(kind + " to " + sample + ": " + problem + "; " + XmlDiff.between(before, document));
            }
        }
    }

    /** Where values of each type are, by their kinds. */
    private static Map<Class<?>, Map<String, List<Spot>>> spots() throws IOException {
        Map<Class<?>, Map<String, List<Spot>>> spots = new HashMap<>();
        for (String text : Corpus.domains()) {
            setters(XmlDocument.parse(text)).forEach((type, some) -> {
                for (int i = 0; i < some.size(); i++) {
                    if (some.get(i).value() instanceof KindValue<?> value
                            && value.place.find() != null
                            && !listensNowhere(value)) {
                        int length = Fragments.write(value.place.find()).length();
                        spots.computeIfAbsent(type, unused -> new TreeMap<>())
                                .computeIfAbsent(kind(value), unused -> new ArrayList<>())
                                .add(new Spot(text, i, length));
                    }
                }
            });
        }
        return spots;
    }

    @Test
    void contradictionsAreToldWithTheirPath() {
        List<String> wrong = new ArrayList<>();
        CONTRADICTIONS.forEach((inner, path) -> {
            String text = "<domain>" + inner + "</domain>";
            int told = 0;
            for (List<Views.Setter> each : setters(XmlDocument.parse(text)).values()) {
                try {
                    Object unused = each.get(0).value().get();
                } catch (XmlException e) {
                    told += e.toString().contains("XmlException: " + path + ": ") ? 1 : 100;
                    // Whatever it was, it can be something else.
                    Object sample = Samples.of(each.get(0)).get(0);
                    XmlDocument document = XmlDocument.parse(text);
                    for (Class<?> type : TYPES) {
                        if (type.isInstance(sample)) {
                            value(document, type, 0).set(sample);
                            assertEquals(sample, value(document, type, 0).get().orElseThrow());
                        }
                    }
                }
            }
            if (told != 1) {
                wrong.add(inner + ": " + told);
            }
        });
        assertEquals(List.of(), wrong);
    }

    /** Whatever becomes of the kinds, and when they are cleared, each element that has something unknown still has it. */
    @Test
    void whatIsUnknownStays() {
        int unknown = XmlDocument.parse(STRANGE).unknown().size();
        assertEquals(STRANGE.split("<new/>|new=\"1\"", -1).length - 1, unknown);
        List<String> wrong = new ArrayList<>();
        for (Class<?> type : TYPES) {
            XmlDocument document = XmlDocument.parse(STRANGE);
            value(document, type, 0).clear();
            if (document.unknown().size() != unknown) {
                wrong.add(type + " cleared: " + document.unknown());
            }
        }
        for (Class<?> type : TYPES) {
            for (Object first : Samples.of(setters(STRANGE, type).get(0))) {
                for (Object second : Samples.of(setters(STRANGE, type).get(0))) {
                    XmlDocument document = XmlDocument.parse(STRANGE);
                    Value<Object> value = value(document, type, 0);
                    value.set(first);
                    value.set(second);
                    if (document.unknown().size() != unknown) {
                        wrong.add(first + " to " + second + ": " + document.unknown());
                    }
                    value.clear();
                    if (document.unknown().size() != unknown) {
                        wrong.add(second + " cleared: " + document.unknown());
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void whatIsRefusedChangesNothing() {
        for (Object refused : REFUSED) {
            Class<?> type = TYPES.stream()
                    .filter(each -> each.isInstance(refused))
                    .findFirst()
                    .orElseThrow();
            for (Object first : Samples.of(setters(DOMAIN, type).get(0))) {
                XmlDocument document = XmlDocument.parse(DOMAIN);
                Value<Object> value = value(document, type, 0);
                value.set(first);
                String before = document.text();
                assertThrows(IllegalArgumentException.class, () -> value.set(refused), refused::toString);
                assertEquals(before, document.text());
            }
        }
    }

    /** What has to be there is refused as null when a value is made, before any document knows of it. */
    @Test
    void nullIsRefusedWhereSomethingHasToBe() throws ReflectiveOperationException {
        Set<Object> records = new LinkedHashSet<>();
        for (Class<?> type : TYPES) {
            for (Object sample : Samples.of(setters(DOMAIN, type).get(0))) {
                addRecords(sample, records);
            }
        }
        Set<String> refused = new TreeSet<>();
        for (Object record : records) {
            RecordComponent[] components = record.getClass().getRecordComponents();
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Constructor<?> constructor = record.getClass().getDeclaredConstructor(types);
            for (int i = 0; i < components.length; i++) {
                @Nullable Object[] values = new @Nullable Object[components.length];
                for (int j = 0; j < components.length; j++) {
                    values[j] = components[j].getAccessor().invoke(record);
                }
                if (types[i].isPrimitive()) {
                    continue;
                }
                values[i] = null;
                if (components[i].getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                    Object unused = constructor.newInstance(values);
                } else {
                    InvocationTargetException e =
                            assertThrows(InvocationTargetException.class, () -> constructor.newInstance(values));
                    Object unused = assertInstanceOf(NullPointerException.class, e.getCause());
                    refused.add(Views.name(record.getClass()) + "." + components[i].getName());
                }
            }
        }
        assertTrue(refused.size() >= 25, refused::toString);
    }

    /** It and the values of this package that it has. */
    private static void addRecords(Object value, Set<Object> records) throws ReflectiveOperationException {
        if (value instanceof List<?> some) {
            for (Object each : some) {
                addRecords(each, records);
            }
        } else if (value instanceof Record && value.getClass().getPackage().equals(KindsTest.class.getPackage())) {
            records.add(value);
            for (RecordComponent each : value.getClass().getRecordComponents()) {
                Object inner = each.getAccessor().invoke(value);
                if (inner != null) {
                    addRecords(inner, records);
                }
            }
        }
    }

    /** The schema has no place for it in these. */
    private static boolean listensNowhere(Value<?> value) {
        return value instanceof GraphicsListenValue listen
                && new GraphicsElement(listen.place)
                        .type()
                        .get()
                        .filter(each -> each != GraphicsElement.Type.VNC
                                && each != GraphicsElement.Type.SPICE
                                && each != GraphicsElement.Type.RDP)
                        .isPresent();
    }

    /** A kernel goes with any firmware: what there is stays. */
    private static boolean isFirmware(XmlDifference difference) {
        return difference.path().equals("/domain/os/@firmware")
                || difference.path().equals("/domain/os/loader");
    }

    /** A file says nothing beside large pages: it stays. */
    private static boolean isFile(XmlDifference difference) {
        return difference.path().equals("/domain/memoryBacking/source")
                && difference.toString().contains("type=\"file\"");
    }

    private static String kind(Value<?> value) {
        try {
            return value.get().map(each -> Views.name(each.getClass())).orElse("nothing");
        } catch (XmlException e) {
            return "not understood";
        }
    }

    @SuppressWarnings("unchecked")
    static Value<Object> value(XmlDocument document, Class<?> type, int index) {
        return (Value<Object>)
                setters(document).getOrDefault(type, List.of()).get(index).value();
    }

    static List<Views.Setter> setters(String document, Class<?> type) {
        return setters(XmlDocument.parse(document)).getOrDefault(type, List.of());
    }

    /** The setters of each type, in the order of the document. */
    private static Map<Class<?>, List<Views.Setter>> setters(XmlDocument document) {
        Map<Class<?>, List<Views.Setter>> setters = new HashMap<>();
        for (Views.Setter each : Views.setters(DomainElement.of(document))) {
            if (each.method().getGenericReturnType() instanceof ParameterizedType value
                    && value.getActualTypeArguments()[0] instanceof Class<?> type
                    && TYPES.contains(type)) {
                setters.computeIfAbsent(type, unused -> new ArrayList<>()).add(each);
            }
        }
        return setters;
    }
}
