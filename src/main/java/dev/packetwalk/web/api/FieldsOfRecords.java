package dev.packetwalk.web.api;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jspecify.annotations.Nullable;

/** What the records of answers say of themselves: a field that cannot be null is always there. */
final class FieldsOfRecords {
    /** Records that are answers, with those inside them. */
    private static final List<Class<?>> ANSWERS = List.of(
            Problem.class,
            MeResource.Me.class,
            LessonView.class,
            AttemptView.class,
            GradeView.class,
            AttemptsResource.BundleView.class,
            ChecksResource.RunView.class,
            SandboxView.class,
            ClassView.class,
            EnrolmentsResource.EnrolmentView.class,
            GradebookView.class,
            RegradeView.class);

    private static final Map<String, Class<?>> BY_NAME = ANSWERS.stream()
            .flatMap(FieldsOfRecords::withInner)
            .distinct()
            .collect(Collectors.toUnmodifiableMap(Class::getSimpleName, Function.identity()));

    private FieldsOfRecords() {}

    private static Stream<Class<?>> withInner(Class<?> record) {
        Class<?> outer = record.getNestHost().isRecord() ? record.getNestHost() : record;
        return Stream.concat(
                Stream.of(record),
                Stream.concat(
                                Stream.of(outer),
                                Arrays.stream(record.getNestHost().getDeclaredClasses()))
                        .filter(Class::isRecord));
    }

    /** Says of a schema which of its fields are always there. */
    static void describe(String name, Schema schema) {
        if (name.startsWith("Listing")) {
            schema.setRequired(List.of("items"));
        }
        Class<?> record = BY_NAME.get(name);
        if (record == null || schema.getProperties() == null) {
            return;
        }
        schema.setRequired(Arrays.stream(record.getRecordComponents())
                .filter(component -> !isNullable(component))
                .map(RecordComponent::getName)
                .filter(schema.getProperties()::containsKey)
                .toList());
    }

    private static boolean isNullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }
}
