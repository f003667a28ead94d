import { isJsonObject, type Json, type JsonObject } from '../../values/json.ts';

/** A whole answer or one event of a stream, of any provider, that ended for this reason (in the provider's own word). */
export function jsonWithFinishReason(json: Json, reason: string): Json {
  return mapObjects(json, (object) => {
    const isDone = object['object'] === 'response' && object['status'] === 'completed';
    if (isDone) {
      return { ...object, status: 'incomplete', incomplete_details: { reason } };
    }
    if (object['type'] === 'response.completed') {
      return { ...object, type: 'response.incomplete' };
    }
    const named = ['finish_reason', 'stop_reason', 'finishReason'].filter((name) => typeof object[name] === 'string');
    return { ...object, ...Object.fromEntries(named.map((name) => [name, reason])) };
  });
}

/** A whole answer or one event of a stream, of any provider, whose tool calls hold no arguments. */
export function jsonWithEmptyToolArguments(json: Json): Json {
  return mapObjects(json, (object) => {
    if (isJsonObject(object['functionCall'])) {
      return { ...object, functionCall: { ...object['functionCall'], args: {} } };
    }
    if (isJsonObject(object['function']) && typeof object['function']['arguments'] === 'string') {
      return { ...object, function: { ...object['function'], arguments: '' } };
    }
    switch (object['type']) {
      case 'tool_use':
        return { ...object, input: {} };
      case 'input_json_delta':
        return { ...object, partial_json: '' };
      case 'function_call':
      case 'response.function_call_arguments.done':
        return { ...object, arguments: '' };
      case 'response.function_call_arguments.delta':
        return { ...object, delta: '' };
      default:
        return object;
    }
  });
}

function mapObjects(json: Json, change: (object: JsonObject) => JsonObject): Json {
  if (Array.isArray(json)) {
    return json.map((item) => mapObjects(item, change));
  }
  if (!isJsonObject(json)) {
    return json;
  }
  return change(Object.fromEntries(Object.entries(json).map(([name, value]) => [name, mapObjects(value, change)])));
}
