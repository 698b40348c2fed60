package dev.packetwalk.web.api;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The description that the running server gives of its API.
 *
 * @param whole the OpenAPI document
 */
record Described(JsonNode whole) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Described now() {
        return new Described(read(given().queryParam("format", "json")
                .get("/api/v1/openapi")
                .then()
                .statusCode(200)
                .extract()
                .asString()));
    }

    static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + json, e);
        }
    }

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        whole.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> operations.add(new Operation(
                                method.getKey().toUpperCase(Locale.ROOT), path.getKey(), method.getValue()))));
        return operations;
    }

    /** What is wrong with a value by a schema of the description. Fields that it does not name are wrong, too. */
    List<String> problems(JsonNode schema, JsonNode value) {
        ObjectNode root = JSON.createObjectNode();
        root.set("allOf", JSON.createArrayNode().add(schema));
        root.set("components", closed(whole.path("components").deepCopy()));
        Set<ValidationMessage> found = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        root,
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build())
                .validate(value);
        return found.stream().map(ValidationMessage::getMessage).toList();
    }

    private static JsonNode closed(JsonNode components) {
        components.path("schemas").forEach(schema -> {
            if (schema.has("properties")) {
                ((ObjectNode) schema).put("additionalProperties", false);
            }
        });
        return components;
    }

    /**
     * A route, as it is described.
     *
     * @param node of the OpenAPI document
     */
    record Operation(String method, String path, JsonNode node) {
        String id() {
            return node.path("operationId").asText();
        }

        boolean needsToken() {
            return !node.path("security").isEmpty();
        }

        /** One of these is enough. */
        List<String> scopes() {
            List<String> scopes = new ArrayList<>();
            node.path("security").forEach(way -> way.forEach(of -> of.forEach(scope -> scopes.add(scope.asText()))));
            return scopes;
        }

        JsonNode content(int status, String mediaType) {
            String plain = mediaType.replaceAll(";.*", "");
            return node.path("responses")
                    .path(Integer.toString(status))
                    .path("content")
                    .path(plain);
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }
}
