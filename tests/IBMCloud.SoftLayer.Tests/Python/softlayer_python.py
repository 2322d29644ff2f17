"""IBM's own client, unchanged but for its endpoint, imports an encrypted image, waits, orders a server from it and reads who did it.

Reads one JSON object with endpoint, user, key, uri, apiKey, crkCrn and wrappedDek from standard input; answers one on standard output.
"""
import json
import sys
import time

import SoftLayer

given = json.load(sys.stdin)
client = SoftLayer.Client(
    auth=SoftLayer.auth.BasicHTTPAuthentication(given["user"], given["key"]),
    transport=SoftLayer.RestTransport(endpoint_url=given["endpoint"], timeout=240))
images = SoftLayer.ImageManager(client)
servers = SoftLayer.VSManager(client)

imported = images.import_image_from_uri(
    name="from python", note="ours", os_code="DEBIAN_12_64", uri=given["uri"], ibm_api_key=given["apiKey"],
    root_key_crn=given["crkCrn"], wrapped_dek=given["wrappedDek"], cloud_init=True, is_encrypted=True)

# This client has no wait for images: the parent and all of its copies must be idle.
while True:
    image = images.get_image(imported["id"], mask="id,globalIdentifier,transactionId,children[id,transactionId]")
    if not image["transactionId"] and image["children"] and not any(one["transactionId"] for one in image["children"]):
        break
    time.sleep(0.05)

listed = images.list_private_images(name="from python")
encrypted = client.call("Virtual_Guest_Block_Device_Template_Group", "isEncrypted", id=imported["id"])
verified = servers.verify_create_instance(
    hostname="py", domain="example.com", cpus=1, memory=1024, hourly=True, local_disk=False, datacenter="dal13", image_id=image["globalIdentifier"])
guest = servers.create_instance(
    hostname="py", domain="example.com", cpus=1, memory=1024, hourly=True, local_disk=False, datacenter="dal13", image_id=image["globalIdentifier"])
ready = servers.wait_for_ready(guest["id"], 60, delay=1)
detail = servers.get_instance(guest["id"])
all_servers = servers.list_instances(hostname="py")

events = SoftLayer.EventLogManager(client)
log = list(events.get_event_logs(events.build_filter(obj_id=str(guest["id"]), obj_type="CCI")))

try:
    client.call("Virtual_Guest", "getObject", id=1)
    missing = None
except SoftLayer.SoftLayerAPIError as error:
    missing = error.faultString

refused = None
try:
    images.import_image_from_uri(
        name="wrong", os_code="DEBIAN_12_64", uri=given["uri"], ibm_api_key=given["apiKey"],
        root_key_crn=given["crkCrn"], wrapped_dek="bm90IGEgV0RFSw==", cloud_init=True, is_encrypted=True)
except SoftLayer.SoftLayerAPIError as error:
    refused = error.faultString

cancelled = servers.cancel_instance(guest["id"])
json.dump({
    "image": imported["id"],
    "listed": [one["id"] for one in listed],
    "encrypted": encrypted,
    "verifiedPrices": len(verified["prices"]),
    "guest": guest["id"],
    "ready": ready,
    "power": detail["powerState"]["keyName"],
    "servers": [one["id"] for one in all_servers],
    "events": [one["eventName"] for one in log],
    "users": [one.get("username") for one in log],
    "missing": missing,
    "refused": refused,
    "cancelled": cancelled,
}, sys.stdout)
