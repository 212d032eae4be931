//! IndexedDB in the few words the store needs.
//!
//! A request is awaited as a promise whose two ends *are* the request's handlers: no closure of ours has to live until the
//! browser calls, and one kind of future stands in the core for every request. An await goes on in the same turn of the
//! browser in which the request ended, so the transaction is still open.

use std::pin::Pin;

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    type Factory;
    #[wasm_bindgen(thread_local_v2, js_name = indexedDB)]
    static FACTORY: Factory;
    #[wasm_bindgen(method, catch)]
    fn open(this: &Factory, name: &str, version: u32) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = deleteDatabase)]
    fn delete(this: &Factory, name: &str) -> Result<JsValue, JsValue>;

    type Connection;
    #[wasm_bindgen(method, getter, js_name = objectStoreNames)]
    fn store_names(this: &Connection) -> Names;
    #[wasm_bindgen(method, catch, js_name = createObjectStore)]
    fn create_store(this: &Connection, name: &str, options: &JsValue) -> Result<Records, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn transaction(
        this: &Connection,
        stores: &Array,
        mode: &str,
        options: &JsValue,
    ) -> Result<Running, JsValue>;
    #[wasm_bindgen(method, getter)]
    fn close(this: &Connection) -> Function;

    type Names;
    #[wasm_bindgen(method)]
    fn contains(this: &Names, name: &str) -> bool;

    type Running;
    #[wasm_bindgen(method, catch, js_name = objectStore)]
    fn store(this: &Running, name: &str) -> Result<Records, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn commit(this: &Running) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    fn abort(this: &Running) -> Result<(), JsValue>;

    /// A store, or one of its indexes.
    type Records;
    #[wasm_bindgen(method, catch, js_name = createIndex)]
    fn create_index(this: &Records, name: &str, key: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn index(this: &Records, name: &str) -> Result<Records, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn get(this: &Records, query: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = getAll)]
    fn get_all(this: &Records, query: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = getAllKeys)]
    fn get_all_keys(this: &Records, query: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn delete(this: &Records, key: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn clear(this: &Records) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn put(this: &Records, record: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_namespace = IDBKeyRange, js_name = bound)]
    fn bound(lower: &str, upper: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = IDBKeyRange, js_name = lowerBound)]
    fn lower_bound(lower: &str) -> Result<JsValue, JsValue>;
}

/// Which records a request means.
pub enum Query<'a> {
    /// The one with this key.
    Key(&'a str),
    /// Those from this key on.
    From(&'a str),
    /// Those between these keys, both included.
    Between(&'a str, &'a str),
    /// All of them.
    All,
}

impl Query<'_> {
    fn to_js(&self) -> Result<JsValue, JsValue> {
        match self {
            Query::Key(key) => Ok((*key).into()),
            Query::From(first) => lower_bound(first),
            Query::Between(first, last) => bound(first, last),
            Query::All => Ok(JsValue::UNDEFINED),
        }
    }
}

/// A store to be made: its name, the field that is its key, and the fields it has indexes of.
pub type Plan = (&'static str, &'static str, &'static [&'static str]);

/// A result that comes later; errors are the browser's own sentence. Boxed, so that callers hold a pointer and not its
/// insides.
pub type Later = Pin<Box<dyn Future<Output = Result<JsValue, String>>>>;

/// An open database. It is closed when somebody wants to delete it or to make its stores anew, and not by us: when a worker
/// starts, many calls open it at once and all but the last are let go, and closing those left transactions of the others
/// waiting for ever in Firefox (`cargo xtask load` lost messages).
pub struct Database(Connection);

impl Database {
    /// Opens it; if it is new or of an older version, makes the stores it lacks.
    pub async fn open(name: &str, version: u32, plans: &[Plan]) -> Result<Database, String> {
        let request = FACTORY.with(|factory| factory.open(name, version));
        let request = request.map_err(|why| sentence(&why))?;
        let event = ends(&request, &["onsuccess", "onupgradeneeded"]).await;
        let connection: Connection = outcome(&request, event.as_ref().err())?.unchecked_into();
        if event.is_ok_and(|event| field(&event, "type") == "upgradeneeded") {
            if let Err(why) = make(&connection, plans) {
                let _ = field(&request, "transaction").unchecked_into::<Running>().abort();
                return Err(sentence(&why));
            }
            outcome(&request, ends(&request, &["onsuccess"]).await.as_ref().err())?;
        }
        // The connection's own `close` is the handler: whoever opened it may be long gone.
        let close = connection.close().bind0(&connection);
        let _ = Reflect::set(&connection, &"onversionchange".into(), &close);
        Ok(Database(connection))
    }

    /// Deletes it with all that it holds, once every transaction that runs has ended.
    pub async fn delete(name: &str) -> Result<(), String> {
        let request = FACTORY.with(|factory| factory.delete(name));
        later(request).await.map(drop)
    }

    /// Begins a transaction on these stores; one that writes promises that a commit has reached the disk.
    pub fn begin(&self, stores: &[&str], writes: bool) -> Result<Transaction, String> {
        let names: Array = stores.iter().map(|name| JsValue::from_str(name)).collect();
        let (mode, durability) = if writes {
            ("readwrite", "strict")
        } else {
            ("readonly", "default")
        };
        let begun =
            object("durability", durability).and_then(|options| self.0.transaction(&names, mode, &options));
        begun.map(Transaction).map_err(|why| sentence(&why))
    }
}

fn make(connection: &Connection, plans: &[Plan]) -> Result<(), JsValue> {
    let known = connection.store_names();
    for (name, key, indexes) in plans.iter().filter(|(name, ..)| !known.contains(name)) {
        let store = connection.create_store(name, &object("keyPath", key)?)?;
        for index in *indexes {
            store.create_index(index, index)?;
        }
    }
    Ok(())
}

/// A transaction. What is let go without [`Transaction::commit`] is rolled back.
pub struct Transaction(Running);

impl Transaction {
    /// The first record of a store, or of one of its indexes, that the query means; undefined if there is none.
    pub fn get(&self, store: &str, index: Option<&str>, query: &Query<'_>) -> Later {
        later(
            self.records(store, index)
                .and_then(|records| records.get(&query.to_js()?)),
        )
    }

    /// Every such record, as an array.
    pub fn all(&self, store: &str, index: Option<&str>, query: &Query<'_>) -> Later {
        later(
            self.records(store, index)
                .and_then(|records| records.get_all(&query.to_js()?)),
        )
    }

    /// The keys of all such records, as an array.
    pub fn keys(&self, store: &str, index: Option<&str>, query: &Query<'_>) -> Later {
        later(
            self.records(store, index)
                .and_then(|records| records.get_all_keys(&query.to_js()?)),
        )
    }

    /// Takes a record out. If that fails, so does the commit.
    pub fn delete(&self, store: &str, key: &JsValue) {
        let asked = self.records(store, None).and_then(|records| records.delete(key));
        if asked.is_err() {
            let _ = self.0.abort();
        }
    }

    /// Takes every record of a store out. If that fails, so does the commit.
    pub fn clear(&self, store: &str) {
        let asked = self.records(store, None).and_then(|records| records.clear());
        if asked.is_err() {
            let _ = self.0.abort();
        }
    }

    /// Writes a record.
    pub fn put(&self, store: &str, record: &JsValue) -> Later {
        later(self.records(store, None).and_then(|records| records.put(record)))
    }

    /// Ends the transaction and waits until everything is written.
    pub async fn commit(self) -> Result<(), String> {
        let end = ends(&self.0, &["oncomplete"]);
        self.0.commit().map_err(|why| sentence(&why))?;
        match end.await {
            Ok(_) => Ok(()),
            Err(_) => Err(sentence(&field(&self.0, "error"))),
        }
    }

    fn records(&self, store: &str, index: Option<&str>) -> Result<Records, JsValue> {
        let store = self.0.store(store)?;
        match index {
            Some(index) => store.index(index),
            None => Ok(store),
        }
    }
}

impl Drop for Transaction {
    fn drop(&mut self) {
        // One that has ended cannot be rolled back, and says so: that is the usual case.
        let _ = self.0.abort();
    }
}

fn later(request: Result<JsValue, JsValue>) -> Later {
    Box::pin(async {
        let request = request.map_err(|why| sentence(&why))?;
        let event = ends(&request, &["onsuccess"]).await;
        outcome(&request, event.as_ref().err())
    })
}

/// The event that ends a request or a transaction: one of `good`, or an error.
fn ends(target: &JsValue, good: &[&str]) -> JsFuture {
    let promise = Promise::new(&mut |resolve: Function, reject: Function| {
        let bad = ["onerror", "onabort"];
        let handlers = good.iter().map(|name| (name, &resolve));
        for (name, handler) in handlers.chain(bad.iter().map(|name| (name, &reject))) {
            let _ = Reflect::set(target, &(*name).into(), handler);
        }
    });
    JsFuture::from(promise)
}

fn outcome(request: &JsValue, failed: Option<&JsValue>) -> Result<JsValue, String> {
    match failed {
        None => Ok(field(request, "result")),
        Some(_) => Err(sentence(&field(request, "error"))),
    }
}

fn field(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

fn object(key: &str, value: &str) -> Result<JsValue, JsValue> {
    let object = Object::new();
    Reflect::set(&object, &key.into(), &value.into())?;
    Ok(object.into())
}

/// The browser's error in its own words, `QuotaExceededError: …`.
fn sentence(why: &JsValue) -> String {
    if why.is_object() {
        why.unchecked_ref::<Object>().to_string().into()
    } else {
        "the browser gave no reason".into()
    }
}
